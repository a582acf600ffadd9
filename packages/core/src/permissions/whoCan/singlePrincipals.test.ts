import type { Statement } from '@backstage-irsa/iam-policy';
import { observedDocument } from '../../__testUtils__/observed';
import { absent, found, unknown } from '../../model/observation';
import type { ReadResource } from '../resources/resourceSide';
import { singlePrincipals } from './singlePrincipals';

const ROLE = 'arn:aws:iam::111122223333:role/shop/orders';
const SESSION = 'arn:aws:sts::111122223333:assumed-role/orders/nightly';
const USER = 'arn:aws-cn:iam::444455556666:user/ada';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';

const policyOf = (statement: Partial<Statement>): ReadResource['policy'] =>
  found(
    observedDocument({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          ...statement,
        },
      ],
    }),
  );
const having = (statement: Partial<Statement>): ReadResource => ({
  policy: policyOf(statement),
  encryption: absent(),
});
const encryptedBy = (
  keyPolicy: ReadResource['policy'],
  keyGrants: ReadResource['keyGrants'] = found([]),
): ReadResource => ({
  policy: absent(),
  encryption: found({ keyArn: KEY, bucketKey: false, keyPolicy, keyGrants }),
});
const grantTo = (granteePrincipal: string) =>
  found([{ id: 'a1', granteePrincipal, operations: ['Decrypt'] }]);

it.each<[string, ReadResource | undefined, string[], boolean]>([
  ['no resource', undefined, [], false],
  ['a policy for everyone', having({}), [], false],
  ['a policy for a role', having({ Principal: { AWS: ROLE } }), [ROLE], false],
  [
    'a policy for a user, an account, and a service',
    having({
      Principal: {
        AWS: ['111122223333', USER],
        Service: 'sns.amazonaws.com',
      },
    }),
    [USER],
    false,
  ],
  [
    'a policy for a session of a role',
    having({ Principal: { AWS: SESSION } }),
    [],
    true,
  ],
  [
    'a grant of its KMS key for a session of a role',
    encryptedBy(absent(), grantTo(SESSION)),
    [],
    true,
  ],
  [
    'a policy for all but a role',
    having({ Principal: undefined, NotPrincipal: { AWS: ROLE } }),
    [ROLE],
    false,
  ],
  [
    'a condition with a role and a role pattern',
    having({
      Condition: {
        ArnLike: { 'AWS:PrincipalArn': [ROLE, `${ROLE}-*`] },
      },
    }),
    [ROLE],
    true,
  ],
  [
    'a condition on principal tags',
    having({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }),
    [],
    true,
  ],
  [
    'a condition on the organization',
    having({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    [],
    false,
  ],
  [
    'a policy variable in a condition value',
    having({
      Condition: { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
    }),
    [],
    true,
  ],
  [
    'a principal tag as policy variable in the resource',
    having({ Resource: "arn:aws:s3:::a/${aws:PrincipalTag/team, 'none'}/*" }),
    [],
    true,
  ],
  [
    'an account as policy variable in the resource',
    having({ Resource: 'arn:aws:s3:::a/${aws:PrincipalAccount}/*' }),
    [],
    false,
  ],
  [
    'a role only in elements that name no principal',
    having({
      Sid: 'aws:username',
      Resource: ROLE,
      Condition: { ArnEquals: { 'aws:SourceArn': ROLE } },
    }),
    [],
    false,
  ],
  [
    'a role in the reason why the policy was not read',
    {
      policy: unknown(`The backend may not assume ${ROLE}.`),
      encryption: absent(),
    },
    [],
    false,
  ],
  [
    'a role in the policy of its KMS key',
    encryptedBy(policyOf({ Principal: { AWS: ROLE } })),
    [ROLE],
    false,
  ],
  [
    'a role in a grant of its KMS key',
    encryptedBy(absent(), grantTo(ROLE)),
    [ROLE],
    false,
  ],
  [
    'a KMS key with a grant for a role',
    { policy: absent(), keyGrants: grantTo(ROLE), encryption: absent() },
    [ROLE],
    false,
  ],
])('finds single principals of %s', (_, read, named, dependOnPrincipal) => {
  expect(singlePrincipals(read)).toEqual({
    named: new Set(named),
    dependOnPrincipal,
  });
});
