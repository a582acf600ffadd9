import type { Statement } from '@backstage-irsa/iam-policy';
import { checkTester } from '../__testUtils__/checkTester';
import {
  associatedWith,
  ISSUER,
  observedDocument,
  observedWith,
  roleWith,
} from '../__testUtils__/observed';
import {
  organizationPolicy,
  organizationWith,
  type AttachedPolicies,
} from '../__testUtils__/organization';
import type { Observed } from '../model/observed';
import { found, unknown } from '../model/observation';
import type { AccountOrganization } from '../organization';
import { seenFromPods } from '../permissions/podsRole';
import { check } from './organization-policies';

const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const SEND = { action: 'sqs:SendMessage', resource: QUEUE };

const on = (
  Effect: 'Allow' | 'Deny',
  Action: string,
  change: Partial<Statement> = {},
): Statement => ({ Effect, Action, Resource: '*', ...change });
const mayOnly = (statement: Statement): Partial<Observed> => ({
  attachedPolicies: found([]),
  inlinePolicies: found([
    {
      name: 'own',
      document: observedDocument({
        Version: '2012-10-17',
        Statement: [statement],
      }),
    },
  ]),
});
const SENDS = mayOnly(on('Allow', 'sqs:SendMessage', { Resource: QUEUE }));
const READS = mayOnly(
  on('Allow', 's3:GetObject', { Resource: 'arn:aws:s3:::orders/*' }),
);

const simulated = (
  allowedByOrganizations: boolean,
  asked = { action: 's3:GetObject', resource: 'arn:aws:s3:::orders/any' },
) => ({ permits: found([{ ...asked, allowedByOrganizations }]) });
const organizations = (
  attached: { scps?: AttachedPolicies; rcps?: AttachedPolicies },
  change?: Partial<AccountOrganization>,
) => ({
  organizations: { '111122223333': organizationWith(attached, change) },
});
const scp = (statement: Statement) =>
  organizations({
    scps: { workloads: [organizationPolicy('limits', statement)] },
  });
const rcp = (statement: Statement) =>
  organizations({
    rcps: {
      root: [organizationPolicy('limits', { ...statement, Principal: '*' })],
    },
  });
const unlessFrom = (vpce: string): Partial<Statement> => ({
  Condition: { StringNotEquals: { 'aws:SourceVpce': vpce } },
});

const TARGET_ACCOUNT = '444455556666';
/** The observed data of an association with a target role, as permission checks receive it. */
const toTarget = (known: Observed['organizations']): Partial<Observed> => {
  const arn = `arn:aws:iam::${TARGET_ACCOUNT}:role/orders-target`;
  const observed = observedWith({
    ...associatedWith({ targetRoleArn: arn }),
    organizations: known,
  });
  const { permissionsBoundary } = observed;
  return seenFromPods({
    ...observed,
    target: {
      role: roleWith(
        { Version: '2012-10-17', Statement: [] },
        { arn, name: 'orders-target', path: '/' },
      ),
      ...{ attachedPolicies: found([]), permissionsBoundary },
      inlinePolicies: SENDS.inlinePolicies!,
    },
  });
};

const WEB = 'sts:AssumeRoleWithWebIdentity';

checkTester(check, [
  {
    name: 'organization-denies: an RCP denies web identity',
    observed: rcp(on('Deny', WEB)),
    result: 'fail',
    fault: 'organization-denies',
    message: 'Pods need this to get role orders-0a1b2c3d4e.',
    remediation: `exempt ${WEB} or the role in resource control policy "limits"`,
  },
  {
    name: 'organization-denies: an RCP denies callers outside the organization, as providers are',
    observed: rcp(
      on('Deny', 'sts:*', {
        Condition: {
          StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        },
      }),
    ),
    result: 'fail',
    fault: 'organization-denies',
    message: `denies ${WEB}`,
  },
  {
    name: 'an RCP denies only signed requests, and requests with a token are not signed',
    observed: {
      ...SENDS,
      ...rcp(
        on('Deny', 'sts:*', {
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' },
            Bool: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ),
    },
    result: 'pass',
    message: 'allow the evaluated actions',
  },
  {
    name: 'organization-denies: an RCP denies web identity from other IP addresses',
    observed: rcp(
      on('Deny', WEB, {
        Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      }),
    ),
    result: 'warn',
    fault: 'organization-denies',
    message: 'depends on aws:SourceIp',
  },
  {
    name: 'an RCP that excludes AWS services, with EKS Pod Identity',
    observed: {
      ...associatedWith(),
      ...rcp(
        on('Deny', 'sts:*', {
          Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
        }),
      ),
    },
    result: 'pass',
    message: 'allow the evaluated actions',
  },
  {
    name: 'organization-denies: an RCP denies EKS Pod Identity',
    observed: { ...associatedWith(), ...rcp(on('Deny', 'sts:TagSession')) },
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sts:TagSession',
  },
  {
    name: 'an RCP denies other issuers',
    observed: rcp(
      on('Deny', WEB, {
        Condition: {
          StringNotEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
        },
      }),
    ),
    result: 'pass',
    message: 'allow the evaluated actions',
  },
  {
    name: 'the AWS simulation allows it',
    observed: simulated(true),
    result: 'pass',
    message: 'allows the evaluated actions. It does not evaluate RCPs.',
  },
  {
    name: 'organization-denies: the AWS simulation denies it',
    observed: simulated(false),
    result: 'warn',
    fault: 'organization-denies',
    message: 'denies s3:GetObject on arn:aws:s3:::orders/any',
    remediation: "the organization's administrators",
  },
  {
    name: 'a missing permission for the AWS simulation',
    observed: { permits: unknown('no', 'iam:SimulatePrincipalPolicy') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:SimulatePrincipalPolicy',
  },
  {
    name: 'the policies that were read allow it',
    observed: { ...SENDS, ...organizations({}) },
    result: 'pass',
    message: /^The SCPs and RCPs that were read allow the evaluated actions\.$/,
  },
  {
    name: 'RCPs were not read',
    observed: {
      ...SENDS,
      ...organizations(
        {},
        { resourceControl: { state: 'not-read', reason: 'Nobody may.' } },
      ),
    },
    result: 'unknown',
    message:
      'RCPs may prevent pods from getting role orders-0a1b2c3d4e. Nobody may.',
  },
  {
    name: 'an RCP of the account of a target role denies only services',
    observed: toTarget({
      [TARGET_ACCOUNT]: organizationWith({
        rcps: {
          root: [
            organizationPolicy('perimeter', {
              ...on('Deny', 'sts:*', { Principal: '*' }),
              Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
            }),
          ],
        },
      }),
      '111122223333': organizationWith({}),
    }),
    result: 'pass',
    message: 'allow the evaluated actions',
  },
  {
    name: 'RCPs for the role that assumes a target role were not read',
    observed: toTarget({
      [TARGET_ACCOUNT]: organizationWith({}),
      '111122223333': organizationWith(
        {},
        { resourceControl: { state: 'not-read', reason: 'Nobody may.' } },
      ),
    }),
    result: 'unknown',
    message:
      'RCPs may prevent pods from getting role orders-target. Nobody may.',
  },
  {
    name: 'organization-denies: an SCP denies it',
    observed: { ...SENDS, ...scp({ ...on('Deny', 'sqs:*'), Sid: 'NoQueues' }) },
    result: 'fail',
    fault: 'organization-denies',
    message: `Statement 1 (NoQueues) of the service control policy "limits" attached to OU workloads denies sqs:SendMessage on ${QUEUE}. The role's own policies allow it.`,
    remediation:
      'exempt sqs:SendMessage or the role in statement NoQueues of service control policy "limits" attached to OU workloads',
  },
  {
    name: 'organization-denies: an SCP and the AWS simulation deny it',
    observed: {
      ...SENDS,
      ...scp(on('Deny', 'sqs:*')),
      ...simulated(false, SEND),
    },
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies sqs:SendMessage',
  },
  {
    name: 'organization-denies: an SCP denies it, but the AWS simulation allows it',
    observed: {
      ...SENDS,
      ...scp(on('Deny', 'sqs:*')),
      ...simulated(true, SEND),
    },
    result: 'warn',
    fault: 'organization-denies',
    message: "AWS's policy simulation allows it: the policy may have changed",
  },
  {
    name: 'organization-denies: an RCP denies it, which the AWS simulation ignores',
    observed: {
      ...SENDS,
      ...rcp(on('Deny', 'sqs:*')),
      ...simulated(true, SEND),
    },
    result: 'fail',
    fault: 'organization-denies',
    message: 'resource control policy "limits" attached to the root denies',
  },
  {
    name: 'organization-denies: an SCP depends on a condition key of the request',
    observed: { ...SENDS, ...scp(on('Deny', 'sqs:*', unlessFrom('vpce-1'))) },
    result: 'warn',
    fault: 'organization-denies',
    message: 'That depends on aws:SourceVpce, which only a request shows.',
  },
  {
    name: 'organization-denies: an SCP denies everything that a pattern of the role allows',
    observed: { ...READS, ...scp(on('Deny', 's3:*')) },
    result: 'fail',
    fault: 'organization-denies',
    message: 'denies s3:GetObject on arn:aws:s3:::orders/any',
  },
  {
    name: 'organization-denies: an SCP denies a part of what a pattern of the role allows',
    observed: {
      ...READS,
      ...scp(on('Deny', 's3:*', { Resource: 'arn:aws:s3:::orders/a*' })),
    },
    result: 'warn',
    fault: 'organization-denies',
    message: 'to every resource that the role uses is not known',
  },
  {
    name: 'organization-denies: an RCP denies a resource whose ARN does not name its owner',
    observed: { ...READS, ...rcp(on('Deny', 's3:*')) },
    result: 'warn',
    fault: 'organization-denies',
    message: 'to every resource that the role uses is not known',
  },
  {
    name: 'an SCP denies it only in other regions',
    observed: {
      ...SENDS,
      ...scp(
        on('Deny', '*', {
          Condition: {
            StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          },
        }),
      ),
    },
    result: 'pass',
    message: 'allow the evaluated actions',
  },
  {
    name: 'organization-denies: only the AWS simulation denies it',
    observed: { ...SENDS, ...organizations({}), ...simulated(false, SEND) },
    result: 'warn',
    fault: 'organization-denies',
    message: "AWS's policy simulation says",
  },
]);

it.each<[string, Partial<Observed>, boolean]>([
  ['neither the simulator nor the organization was queried', {}, false],
  ['the AWS simulator was queried', simulated(true), true],
  ['the policies of the organization were read', organizations({}), true],
  [
    'the role is of the management account',
    organizations(
      {},
      {
        serviceControl: { state: 'absent', reason: '' },
        resourceControl: { state: 'absent', reason: '' },
      },
    ),
    false,
  ],
  [
    'no policy certainly allows an action',
    { ...mayOnly(on('Allow', 's3:*')), ...organizations({}) },
    false,
  ],
])('decides whether it applies when %s: %#', (_, observed, expected) => {
  expect(check.arises?.(observedWith(observed))).toBe(expected);
});
