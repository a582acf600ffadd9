import type { Statement } from '@backstage-irsa/iam-policy';
import { observedDocument, ROLE_ARN } from '../../__testUtils__/observed';
import { NO_ENDPOINTS } from '../../__testUtils__/vpcEndpoints';
import { absent, found } from '../../model/observation';
import { simulate } from '../simulation/simulate';

const HOME = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`;
const VIA = 's3.eu-west-1.amazonaws.com';

function ask(own: Statement[], keyPolicy: Statement) {
  const [answer] = simulate(
    [{ action: 'kms:Decrypt', resource: KEY }],
    { arn: ROLE_ARN, id: 'AROA1', tags: {}, region: 'eu-west-1' },
    {
      policies: [
        {
          ...{ kind: 'inline', name: 'own', errors: [] },
          document: JSON.stringify({ Version: '2012-10-17', Statement: own }),
        },
      ],
      layers: [{ layer: 'identity', state: 'read' }],
    },
    {
      ...{ now: new Date('2026-11-24T12:00:00Z'), vpcEndpoints: NO_ENDPOINTS },
      resources: {
        [KEY]: {
          accountId: HOME,
          policy: found(
            observedDocument({ Version: '2012-10-17', Statement: keyPolicy }),
          ),
          keyGrants: found([]),
          encryption: absent(),
        },
      },
    },
  );
  return answer.unknownReason === undefined ? answer.decision : 'unknown';
}

describe('a call to KMS itself', () => {
  const ofAll = (keys: Record<string, string>): Statement => ({
    ...{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*' },
    ...{ Resource: '*', Condition: { StringEquals: keys } },
  });
  const own: Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
  const root: Statement = {
    ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${HOME}:root` } },
    ...{ Action: 'kms:*', Resource: '*' },
  };

  it.each<[string, Statement[], Statement, string]>([
    [
      'is allowed if the key policy names the account of the caller',
      [],
      ofAll({ 'kms:CallerAccount': HOME }),
      'Allowed',
    ],
    [
      'is denied if the key policy names another account',
      [],
      ofAll({ 'kms:CallerAccount': '444455556666' }),
      'ImplicitlyDenied',
    ],
    [
      'is denied if the key policy allows only calls of a service',
      [],
      ofAll({ 'kms:CallerAccount': HOME, 'kms:ViaService': VIA }),
      'ImplicitlyDenied',
    ],
    [
      'is denied if the role policy denies calls without a service',
      [
        own,
        {
          ...{ Effect: 'Deny', Action: 'kms:*', Resource: '*' },
          Condition: { StringNotEquals: { 'kms:ViaService': VIA } },
        },
      ],
      root,
      'ExplicitlyDenied',
    ],
  ])('%s', (_, policies, keyPolicy, decision) => {
    expect(ask(policies, keyPolicy)).toBe(decision);
  });
});
