import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import {
  sayingWhatIsRemoved,
  withoutDeletedPrincipals,
} from './withoutDeletedPrincipals';

const ROLE_ID = 'AROAFFFFFFFFFFFFFFFF';
const USER_ID = 'AIDAFFFFFFFFFFFFFFFF';
const ROLE = 'arn:aws:iam::111122223333:role/orders';
const document = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const trusting = (Principal: Statement['Principal']): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
});

it('keeps a document without deleted principals as it is', () => {
  const kept = document(trusting({ AWS: ROLE }), trusting('*'));
  expect(withoutDeletedPrincipals(kept)).toEqual({
    document: kept,
    removed: [],
  });
});

it('removes deleted principals, and statements that would be for nobody', () => {
  const { document: after, removed } = withoutDeletedPrincipals(
    document(
      trusting({ AWS: [ROLE_ID, ROLE] }),
      trusting({ AWS: USER_ID }),
      trusting({ AWS: ROLE_ID, Service: 'ec2.amazonaws.com' }),
    ),
  );
  expect(after.Statement).toEqual([
    trusting({ AWS: [ROLE] }),
    trusting({ Service: 'ec2.amazonaws.com' }),
  ]);
  expect(removed).toEqual([ROLE_ID, USER_ID]);
});

it('says what a command also removes', () => {
  const accepted = withoutDeletedPrincipals(
    document(trusting({ AWS: ROLE_ID })),
  );
  expect(sayingWhatIsRemoved('Fix it.', accepted)).toMatch(
    /^Fix it\. This also removes AROAFFFFFFFFFFFFFFFF: AWS/,
  );
});
