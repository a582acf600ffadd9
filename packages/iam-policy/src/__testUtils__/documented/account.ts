import type {
  NamedPolicy,
  PrincipalElement,
  Statement,
} from '../../document/types';
import { ACCOUNT, policy, ROLE, SESSION, USER } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowSqs: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const allowRead: Statement = {
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
};

const LOGIC = 'Policy evaluation logic';
const BOUNDARIES = 'Permissions boundaries for IAM entities';
const PRINCIPAL = 'AWS JSON policy elements: Principal';
const KMS = 'Key policies in AWS KMS';

const bounded = { permissionsBoundary: policy(allowSqs) };
const narrowed = { sessionPolicies: [policy(allowSqs)] };

const resourcePolicy = (
  Principal: PrincipalElement,
  part: Partial<Statement> = {},
): NamedPolicy =>
  policy({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: '*',
    Principal,
    ...part,
  });

const grantedTo = (
  what: string,
  principal: PrincipalElement,
  limits: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  resourcePolicy: resourcePolicy(principal),
  resourceAccount: ACCOUNT,
  ...limits,
  decision,
});

const federated = `arn:aws:sts::${ACCOUNT}:federated-user/bo`;
const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const decrypt = (
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
) => ({
  case: Object.keys(part).join(', '),
  action: 'kms:Decrypt',
  resource: key,
  ...part,
  decision,
});
const keyPolicy = (Principal: PrincipalElement) =>
  resourcePolicy(Principal, { Action: 'kms:*' });

/** Decisions within one account. */
export const accountTables: PolicyTable[] = [
  {
    page: LOGIC,
    says: 'By default, all requests are implicitly denied with the exception of the AWS account root user, which has full access.',
    cases: [
      { case: 'no statements', statements: [], decision: 'ImplicitlyDenied' },
      {
        case: 'statements only about other actions',
        statements: [allowSqs],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: LOGIC,
    says: 'An explicit allow in an identity-based or resource-based policy overrides this default.',
    cases: [
      {
        case: 'an identity-based policy that allows',
        statements: [allowRead],
        decision: 'Allowed',
      },
      grantedTo(
        'a resource-based policy that allows',
        { AWS: ROLE },
        {},
        'Allowed',
      ),
    ],
  },
  {
    page: LOGIC,
    says: 'If a permissions boundary, Organizations SCP, or session policy is present, it might override the allow with an implicit deny.',
    cases: [
      {
        case: 'a boundary without the action',
        statements: [allowAll],
        ...bounded,
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'a session policy without the action',
        statements: [allowAll],
        ...narrowed,
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'an SCP without the action',
        statements: [allowAll],
        serviceControlPolicies: [[policy(allowSqs)]],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: LOGIC,
    says: 'An explicit deny in any policy overrides any allows.',
    cases: [
      {
        case: 'an identity-based policy that denies',
        statements: [allowRead, denyAll],
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a Deny without any Allow',
        statements: [denyAll],
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a boundary that denies',
        statements: [allowAll],
        permissionsBoundary: policy(allowAll, denyAll),
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a session policy that denies',
        statements: [allowAll],
        sessionPolicies: [policy(allowAll, denyAll)],
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a resource-based policy that denies',
        statements: [allowAll],
        resourcePolicy: resourcePolicy('*', { Effect: 'Deny' }),
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'an SCP that denies',
        statements: [allowAll],
        serviceControlPolicies: [[policy(allowAll, denyAll)]],
        decision: 'ExplicitlyDenied',
      },
      {
        case: 'a Deny on another resource',
        statements: [
          allowRead,
          { ...denyAll, Resource: 'arn:aws:s3:::another/*' },
        ],
        decision: 'Allowed',
      },
    ],
  },
  {
    page: BOUNDARIES,
    says: 'When you set a permissions boundary for an entity, the entity can perform only the actions that are allowed by both its identity-based policies and its permissions boundaries.',
    cases: [
      {
        case: 'the policy and the boundary allow',
        statements: [allowAll],
        permissionsBoundary: policy(allowAll),
        decision: 'Allowed',
      },
      {
        case: 'only the policy allows',
        statements: [allowAll],
        ...bounded,
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: BOUNDARIES,
    says: "When you use a policy to set the permissions boundary for a user, it limits the user's permissions but does not provide permissions on its own.",
    cases: [
      {
        case: 'only a boundary allows',
        permissionsBoundary: policy(allowAll),
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: LOGIC,
    says: "When you do this and pass session policies, the resulting session's permissions are the intersection of the IAM entity's identity-based policy and the session policies.",
    cases: [
      {
        case: 'the policy and the session policy allow',
        statements: [allowAll],
        sessionPolicies: [policy(allowAll)],
        decision: 'Allowed',
      },
      {
        case: 'only the policy allows',
        statements: [allowAll],
        ...narrowed,
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'the policy and one of two session policies allow',
        statements: [allowAll],
        sessionPolicies: [policy(allowSqs), policy(allowAll)],
        decision: 'Allowed',
      },
      {
        case: 'the policy allows, and no session policy was passed',
        statements: [allowAll],
        sessionPolicies: [],
        decision: 'Allowed',
      },
      {
        case: 'only a session policy allows',
        sessionPolicies: [policy(allowAll)],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: LOGIC,
    says: 'Resource-based policies that grant permissions to an IAM role ARN are limited by an implicit deny in a permissions boundary or session policy.',
    cases: [
      grantedTo(
        'no boundary and no session policy',
        { AWS: ROLE },
        {},
        'Allowed',
      ),
      grantedTo(
        'a boundary without the action',
        { AWS: ROLE },
        bounded,
        'ImplicitlyDenied',
      ),
      grantedTo(
        'a session policy without the action',
        { AWS: ROLE },
        narrowed,
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: LOGIC,
    says: 'Permissions granted directly to a session are not limited by an implicit deny in an identity-based policy, a permissions boundary, or session policy.',
    cases: [
      grantedTo('no identity policy', { AWS: SESSION }, {}, 'Allowed'),
      grantedTo(
        'a boundary without the action',
        { AWS: SESSION },
        bounded,
        'Allowed',
      ),
      grantedTo(
        'a session policy without the action',
        { AWS: SESSION },
        narrowed,
        'Allowed',
      ),
      grantedTo(
        'a boundary that denies',
        { AWS: SESSION },
        { permissionsBoundary: policy(denyAll) },
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: LOGIC,
    says: 'Within the same account, resource-based policies that grant permissions to an IAM user ARN (that is not a federated user session) are not limited by an implicit deny in an identity-based policy or permissions boundary.',
    cases: [
      grantedTo(
        'a boundary without the action',
        { AWS: USER },
        { principal: { kind: 'user', arn: USER }, ...bounded },
        'Allowed',
      ),
    ],
  },
  {
    page: LOGIC,
    says: 'Within the same account, resource-based policies that grant permissions to a federated user ARN grant permissions directly to the session.',
    cases: [
      grantedTo(
        'a boundary without the action',
        { AWS: federated },
        { principal: { kind: 'federated', arn: federated }, ...bounded },
        'Allowed',
      ),
    ],
  },
  {
    page: PRINCIPAL,
    says: 'For IAM users and role principals within your account, no other permissions are required.',
    cases: [
      grantedTo('everyone', '*', {}, 'Allowed'),
      grantedTo(
        'everyone, with a boundary without the action',
        '*',
        bounded,
        'Allowed',
      ),
    ],
  },
  {
    page: PRINCIPAL,
    says: 'The account ARN and the shortened account ID behave the same way.',
    cases: [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`].flatMap(name => [
      grantedTo(
        `${name}, with an identity policy`,
        { AWS: name },
        { statements: [allowAll] },
        'Allowed',
      ),
      grantedTo(`${name}, without`, { AWS: name }, {}, 'ImplicitlyDenied'),
    ]),
  },
  {
    page: PRINCIPAL,
    says: 'You cannot use a wildcard to match part of a principal name or ARN.',
    cases: [
      grantedTo(
        'a wildcard as role name',
        { AWS: `arn:aws:iam::${ACCOUNT}:role/*` },
        {},
        'ImplicitlyDenied',
      ),
      grantedTo('another role', { AWS: `${ROLE}-2` }, {}, 'ImplicitlyDenied'),
    ],
  },
  {
    page: KMS,
    says: 'Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key.',
    cases: [
      decrypt({ statements: [allowAll] }, 'ImplicitlyDenied'),
      decrypt(
        { statements: [allowAll], resourcePolicy: keyPolicy({ AWS: USER }) },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: KMS,
    says: 'The default key policy enables IAM policies.',
    cases: [
      decrypt(
        { statements: [allowAll], resourcePolicy: keyPolicy({ AWS: ACCOUNT }) },
        'Allowed',
      ),
      decrypt(
        { resourcePolicy: keyPolicy({ AWS: ACCOUNT }) },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: KMS,
    says: 'The statements in the key policy determine who has permission to use the KMS key and how they can use it.',
    cases: [
      decrypt({ resourcePolicy: keyPolicy({ AWS: ROLE }) }, 'Allowed'),
      decrypt(
        {
          resourcePolicy: resourcePolicy({ AWS: ROLE }, { Action: 'kms:Sign' }),
        },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: LOGIC,
    says: 'IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow access for principals.',
    cases: [
      {
        case: 'a role whose trust policy is not given',
        action: 'sts:AssumeRole',
        resource: `${ROLE}-2`,
        statements: [allowAll],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'a role whose trust policy names the account',
        action: 'sts:AssumeRole',
        resource: `${ROLE}-2`,
        statements: [allowAll],
        resourcePolicy: policy({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: ACCOUNT },
        }),
        decision: 'Allowed',
      },
    ],
  },
];
