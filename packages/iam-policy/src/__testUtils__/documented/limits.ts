import type { PrincipalElement, Statement } from '../../document/types';
import { ACCOUNT, policy, ROLE, SESSION } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const ENDPOINTS = 'Control access to VPC endpoints using endpoint policies';
const SESSIONS =
  'Policies and permissions in AWS Identity and Access Management';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowRead: Statement = {
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
};
const allowSqs: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const toAll: Statement = { ...allowAll, Principal: '*' };

const through = (
  what: string,
  part: Partial<PolicyCase>,
  {
    isGateway = false,
    decision,
    endpoint,
  }: {
    isGateway?: boolean;
    decision: PolicyCase['decision'];
    endpoint: Statement[];
  },
): PolicyCase => ({
  case: what,
  ...part,
  vpcEndpoint: { isGateway, policy: policy(...endpoint) },
  decision,
});
const granted = (Principal: PrincipalElement) =>
  policy({ ...allowRead, Principal });
const insession = (
  what: string,
  principal: PrincipalElement,
  sessionPolicy: Statement,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  resourceAccount: ACCOUNT,
  resourcePolicy: granted(principal),
  sessionPolicies: [policy(sessionPolicy)],
  decision,
});
const retire = {
  action: 'kms:RetireGrant',
  resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
  statements: [allowAll],
  resourcePolicy: policy({ ...allowAll, Principal: { AWS: ACCOUNT } }),
};

/** Decisions under policies that only limit: VPC endpoint policies, session policies, and RCPs. */
export const limitTables: PolicyTable[] = [
  {
    page: ENDPOINTS,
    says: 'An endpoint policy does not override or replace identity-based policies or resource-based policies.',
    cases: [
      through(
        'only the endpoint policy allows',
        {},
        { endpoint: [toAll], decision: 'ImplicitlyDenied' },
      ),
      through(
        'the endpoint policy and a resource policy allow',
        { resourcePolicy: granted({ AWS: ROLE }) },
        { endpoint: [toAll], decision: 'Allowed' },
      ),
      through(
        'only the identity policy allows',
        { statements: [allowAll] },
        {
          endpoint: [{ ...toAll, Resource: 'arn:aws:s3:::other/*' }],
          decision: 'ImplicitlyDenied',
        },
      ),
      through(
        'only a resource policy that names the session allows',
        { resourcePolicy: granted({ AWS: SESSION }) },
        {
          endpoint: [{ ...toAll, Action: 'sqs:*' }],
          decision: 'ImplicitlyDenied',
        },
      ),
      through(
        'the endpoint policy denies',
        { statements: [allowAll] },
        {
          endpoint: [toAll, { ...denyAll, Principal: '*' }],
          decision: 'ExplicitlyDenied',
        },
      ),
    ],
  },
  {
    page: ENDPOINTS,
    says: 'The default endpoint policy grants full access to the endpoint.',
    cases: [
      through(
        'the default policy, and an identity policy',
        { statements: [allowRead] },
        { endpoint: [toAll], decision: 'Allowed' },
      ),
    ],
  },
  {
    page: ENDPOINTS,
    says: 'If you specify the principal in the following format, access is granted to the AWS account root user only, not all users and roles for the account.',
    cases: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`].flatMap(name => [
      through(
        `${name} at a gateway endpoint`,
        { statements: [allowAll] },
        {
          isGateway: true,
          endpoint: [{ ...allowAll, Principal: { AWS: name } }],
          decision: 'ImplicitlyDenied',
        },
      ),
      through(
        `${name} at an interface endpoint`,
        { statements: [allowAll] },
        {
          endpoint: [{ ...allowAll, Principal: { AWS: name } }],
          decision: 'Allowed',
        },
      ),
    ]),
  },
  {
    page: ENDPOINTS,
    says: 'To specify a principal, use the aws:PrincipalArn condition key.',
    cases: [ROLE, `${ROLE}-2`].map(arn =>
      through(
        `aws:PrincipalArn ${arn} at a gateway endpoint`,
        { statements: [allowAll] },
        {
          isGateway: true,
          endpoint: [
            { ...toAll, Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } },
          ],
          decision: arn === ROLE ? 'Allowed' : 'ImplicitlyDenied',
        },
      ),
    ),
  },
  {
    page: SESSIONS,
    says: "In that case, the permissions from the resource-based policy are added to the role or user's identity-based policy before the session is created.",
    cases: [
      insession(
        'the resource policy names the role, and the session policy allows the action',
        { AWS: ROLE },
        allowRead,
        'Allowed',
      ),
      insession(
        'the resource policy names the role, and the session policy allows another action',
        { AWS: ROLE },
        allowSqs,
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: SESSIONS,
    says: 'In that case, the permissions from the resource-based policy are added after the session is created.',
    cases: [
      insession(
        'the resource policy names the session, and the session policy allows another action',
        { AWS: SESSION },
        allowSqs,
        'Allowed',
      ),
      insession(
        'the resource policy names the session, and the session policy denies the action',
        { AWS: SESSION },
        denyAll,
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: 'Retiring and revoking grants',
    says: 'The kms:RetireGrant permission is not effective in a key policy or resource control policy.',
    cases: [
      {
        case: 'an RCP that denies all actions of KMS',
        ...retire,
        resourceControlPolicies: [
          [policy({ ...denyAll, Action: 'kms:*', Principal: '*' })],
        ],
        decision: 'Allowed',
      },
      {
        case: 'the same RCP, for another action',
        ...retire,
        action: 'kms:RevokeGrant',
        resourceControlPolicies: [
          [policy({ ...denyAll, Action: 'kms:*', Principal: '*' })],
        ],
        decision: 'ExplicitlyDenied',
      },
    ],
  },
];
