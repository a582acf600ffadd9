import type { Statement } from '@backstage-irsa/iam-policy';
import {
  organizationPolicy,
  organizationWith,
} from '../../__testUtils__/organization';
import { absent, found } from '../../model/observation';
import { organizationControls } from '../organization/organizationControls';
import { decideAccess } from './decide';

const HOME = '111122223333';
const OTHER = '444455556666';
const ROLE = `arn:aws:iam::${HOME}:role/ledger`;
const VIA = 's3.eu-west-1.amazonaws.com';
const ONLY_IF = 'allowed-if: only if it can use KMS key';

/** Returns the decision for a role that may read an object and use its key, when an RCP for the account of the key has the condition. */
function decisionUnder(keyAccount: string, Condition: Statement['Condition']) {
  const key = `arn:aws:kms:eu-west-1:${keyAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const document = {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Allow' as const, Action: '*', Resource: '*' },
  };
  const denying: Statement = {
    ...{ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' },
    Condition,
  };
  const organizations = {
    [HOME]: organizationWith(),
    [OTHER]: organizationWith(),
    [keyAccount]: organizationWith({
      rcps: { root: [organizationPolicy('keys', denying)] },
    }),
  };
  const controlsFor = organizationControls(id => organizations[id]);
  const question = {
    ...{ action: 's3:GetObject', service: 's3' },
    resource: 'arn:aws:s3:::ledger-files/january',
  };
  const { decision, conditions = [] } =
    decideAccess(
      question,
      {
        identityPolicies: [{ name: 'all', document }],
        ...{ unread: false, invalid: [] },
      },
      {
        ...{ kind: 'role', arn: ROLE, context: {}, controlsFor },
        controls: controlsFor(ROLE, { ...question, owner: HOME }),
        resource: {
          accountId: HOME,
          policy: absent(),
          encryption: found({
            ...{ keyArn: key, bucketKey: false, keyGrants: found([]) },
            keyPolicy: found({
              text: '',
              document: {
                ...document,
                Statement: { ...document.Statement, Principal: { AWS: ROLE } },
              },
              errors: [],
            }),
          }),
        },
      },
    ) ?? {};
  return conditions.length > 0 ? `${decision}: ${conditions}` : decision;
}

describe.each([
  ['another account', OTHER],
  ['the account of the resource', HOME],
])('an RCP for the KMS key of %s', (_, account) => {
  it.each<[string, Statement['Condition'], string | undefined]>([
    [
      'that denies some IP addresses allows the role under a condition',
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      ONLY_IF,
    ],
    [
      'that denies all but some IP addresses allows the role under a condition',
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      ONLY_IF,
    ],
    [
      'that denies calls through other services does not deny the role',
      { StringNotEquals: { 'kms:ViaService': VIA } },
      'allowed',
    ],
    [
      'that denies calls of services denies the role',
      { Bool: { 'aws:ViaAWSService': 'true' } },
      undefined,
    ],
    [
      'that denies keys of other organizations does not deny the role',
      { StringNotEquals: { 'aws:ResourceOrgID': 'o-company99' } },
      'allowed',
    ],
    [
      'that denies keys of its own organization denies the role',
      { StringEquals: { 'aws:ResourceOrgID': 'o-company99' } },
      undefined,
    ],
  ])('%s', (__, condition, expected) => {
    const decision = decisionUnder(account, condition);
    expect(decision?.slice(0, ONLY_IF.length)).toBe(expected);
  });
});
