import type {
  NamedPolicy,
  PrincipalElement,
  Statement,
} from '../document/types';
import {
  ACCOUNT,
  describeCases,
  OTHER_ACCOUNT,
  policy,
  ROLE,
  SESSION,
  USER,
  type Case,
} from '../__testUtils__/cases';
import type { Decision } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowSqs: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };

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

const ALLOWED: Decision = 'Allowed';
const IMPLICIT: Decision = 'ImplicitlyDenied';
const EXPLICIT: Decision = 'ExplicitlyDenied';

const BOUNDARIES = 'Permissions boundaries for IAM entities';
describeCases('permissions boundary', [
  {
    page: BOUNDARIES,
    says: 'both must allow',
    statements: [allowAll],
    permissionsBoundary: policy(allowAll),
    decision: ALLOWED,
  },
  {
    page: BOUNDARIES,
    says: 'the boundary does not allow it',
    statements: [allowAll],
    permissionsBoundary: policy(allowSqs),
    decision: IMPLICIT,
  },
  {
    page: BOUNDARIES,
    says: 'a boundary alone grants nothing',
    permissionsBoundary: policy(allowAll),
    decision: IMPLICIT,
  },
  {
    page: BOUNDARIES,
    says: 'a deny in the boundary is explicit',
    statements: [allowAll],
    permissionsBoundary: policy(allowAll, denyAll),
    decision: EXPLICIT,
  },
]);

const SESSIONS =
  'Policies and permissions in AWS Identity and Access Management';
describeCases('session policies', [
  {
    page: SESSIONS,
    says: 'the intersection with the identity policies',
    statements: [allowAll],
    sessionPolicies: [policy(allowAll)],
    decision: ALLOWED,
  },
  {
    page: SESSIONS,
    says: 'the session policy does not allow it',
    statements: [allowAll],
    sessionPolicies: [policy(allowSqs)],
    decision: IMPLICIT,
  },
  {
    page: SESSIONS,
    says: 'one of several session policies is enough',
    statements: [allowAll],
    sessionPolicies: [policy(allowSqs), policy(allowAll)],
    decision: ALLOWED,
  },
  {
    page: SESSIONS,
    says: 'none passed limits nothing',
    statements: [allowAll],
    sessionPolicies: [],
    decision: ALLOWED,
  },
  {
    page: SESSIONS,
    says: 'a session policy alone grants nothing',
    sessionPolicies: [policy(allowAll)],
    decision: IMPLICIT,
  },
]);

const SINGLE = 'Policy evaluation for requests within a single account';
const grantedBy = (
  says: string,
  principal: PrincipalElement,
  limits: Partial<Case>,
  decision: Decision,
): Case => ({
  page: SINGLE,
  says,
  resourcePolicy: resourcePolicy(principal),
  resourceAccount: ACCOUNT,
  ...limits,
  decision,
});
const bounded = { permissionsBoundary: policy(allowSqs) };
const narrowed = { sessionPolicies: [policy(allowSqs)] };
describeCases('resource policy in the same account', [
  grantedBy(
    'the role ARN grants without an identity policy',
    { AWS: ROLE },
    {},
    ALLOWED,
  ),
  grantedBy(
    'the role ARN is limited by the boundary',
    { AWS: ROLE },
    bounded,
    IMPLICIT,
  ),
  grantedBy(
    'the role ARN is limited by a session policy',
    { AWS: ROLE },
    narrowed,
    IMPLICIT,
  ),
  grantedBy(
    'the session ARN grants to the session directly',
    { AWS: SESSION },
    {},
    ALLOWED,
  ),
  grantedBy(
    'the session ARN is not limited by the boundary',
    { AWS: SESSION },
    bounded,
    ALLOWED,
  ),
  grantedBy(
    'the session ARN is not limited by a session policy',
    { AWS: SESSION },
    narrowed,
    ALLOWED,
  ),
  grantedBy(
    'an explicit deny of the boundary still wins',
    { AWS: SESSION },
    { permissionsBoundary: policy(denyAll) },
    EXPLICIT,
  ),
  grantedBy(
    'the user ARN is not limited by the boundary',
    { AWS: USER },
    { principal: { kind: 'user', arn: USER }, ...bounded },
    ALLOWED,
  ),
  grantedBy(
    'everyone with * is not limited by the boundary',
    '*',
    bounded,
    ALLOWED,
  ),
  grantedBy(
    'the account hands the decision to identity policies',
    { AWS: ACCOUNT },
    {},
    IMPLICIT,
  ),
  grantedBy(
    'the root of the account is the account',
    { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    { statements: [allowAll] },
    ALLOWED,
  ),
  grantedBy('another role is not this one', { AWS: `${ROLE}-2` }, {}, IMPLICIT),
  grantedBy(
    'another role does not hinder the identity policies',
    { AWS: `${ROLE}-2` },
    { statements: [allowAll] },
    ALLOWED,
  ),
  grantedBy(
    'part of a name is no wildcard',
    { AWS: `arn:aws:iam::${ACCOUNT}:role/*` },
    {},
    IMPLICIT,
  ),
  grantedBy(
    'a role with a path needs its own ARN',
    { AWS: `arn:aws:iam::${ACCOUNT}:role/irsa/service` },
    {
      principal: {
        kind: 'session',
        arn: SESSION,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/irsa/service`,
      },
    },
    ALLOWED,
  ),
  grantedBy(
    'a deny of the resource policy wins',
    '*',
    {
      statements: [allowAll],
      resourcePolicy: resourcePolicy('*', { Effect: 'Deny' }),
    },
    EXPLICIT,
  ),
]);

const CROSS = 'Cross-account policy evaluation logic';
const cross = (
  says: string,
  part: Partial<Case>,
  decision: Decision,
): Case => ({
  page: CROSS,
  says,
  resourceAccount: OTHER_ACCOUNT,
  ...part,
  decision,
});
describeCases('another account', [
  cross(
    'both sides allow',
    { statements: [allowAll], resourcePolicy: resourcePolicy({ AWS: ROLE }) },
    ALLOWED,
  ),
  cross(
    'both sides allow, by account',
    {
      statements: [allowAll],
      resourcePolicy: resourcePolicy({ AWS: ACCOUNT }),
    },
    ALLOWED,
  ),
  cross(
    'only the principal’s account allows',
    { statements: [allowAll] },
    IMPLICIT,
  ),
  cross(
    'only the resource’s account allows',
    { resourcePolicy: resourcePolicy({ AWS: ROLE }) },
    IMPLICIT,
  ),
  cross(
    'everyone does not replace the principal’s own policies',
    { resourcePolicy: resourcePolicy('*') },
    IMPLICIT,
  ),
  cross(
    'the boundary limits',
    {
      statements: [allowAll],
      ...bounded,
      resourcePolicy: resourcePolicy({ AWS: SESSION }),
    },
    IMPLICIT,
  ),
  cross(
    'the account in the ARN counts',
    {
      resourceAccount: undefined,
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:eu-west-1:${OTHER_ACCOUNT}:q`,
      statements: [allowAll],
    },
    IMPLICIT,
  ),
]);

const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const keyPolicy = (Principal: PrincipalElement) =>
  resourcePolicy(Principal, { Action: 'kms:*' });
describeCases('resources that always decide', [
  {
    page: 'Key policies in AWS KMS',
    says: 'an IAM policy is not enough without the key policy',
    action: 'kms:Decrypt',
    resource: key,
    statements: [allowAll],
    decision: IMPLICIT,
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'a key policy that names the account enables IAM policies',
    action: 'kms:Decrypt',
    resource: key,
    statements: [allowAll],
    resourcePolicy: keyPolicy({ AWS: ACCOUNT }),
    decision: ALLOWED,
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'and without one it enables nothing',
    action: 'kms:Decrypt',
    resource: key,
    resourcePolicy: keyPolicy({ AWS: ACCOUNT }),
    decision: IMPLICIT,
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'a key policy that names the role is enough',
    action: 'kms:Decrypt',
    resource: key,
    resourcePolicy: keyPolicy({ AWS: ROLE }),
    decision: ALLOWED,
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'a key policy for somebody else is not',
    action: 'kms:Decrypt',
    resource: key,
    statements: [allowAll],
    resourcePolicy: keyPolicy({ AWS: USER }),
    decision: IMPLICIT,
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'actions without a key need no key policy',
    action: 'kms:ListKeys',
    resource: '*',
    statements: [allowAll],
    decision: ALLOWED,
  },
  {
    page: 'Grant a user permissions to switch roles',
    says: 'the trust policy is needed in the same account too',
    action: 'sts:AssumeRole',
    resource: `${ROLE}-2`,
    statements: [allowAll],
    decision: IMPLICIT,
  },
  {
    page: 'Grant a user permissions to switch roles',
    says: 'a trust policy has no Resource',
    action: 'sts:AssumeRole',
    resource: `${ROLE}-2`,
    statements: [allowAll],
    resourcePolicy: policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: ACCOUNT },
    }),
    decision: ALLOWED,
  },
]);

const SCPS = 'SCP evaluation';
const full = policy(allowAll);
describeCases('service control policies', [
  {
    page: SCPS,
    says: 'allowed at every level',
    statements: [allowAll],
    serviceControlPolicies: [[full], [full], [full]],
    decision: ALLOWED,
  },
  {
    page: SCPS,
    says: 'one level does not allow it',
    statements: [allowAll],
    serviceControlPolicies: [[full], [policy(allowSqs)], [full]],
    decision: IMPLICIT,
  },
  {
    page: SCPS,
    says: 'one policy of a level is enough',
    statements: [allowAll],
    serviceControlPolicies: [[policy(allowSqs), full]],
    decision: ALLOWED,
  },
  {
    page: SCPS,
    says: 'a level without policies allows nothing',
    statements: [allowAll],
    serviceControlPolicies: [[full], []],
    decision: IMPLICIT,
  },
  {
    page: SCPS,
    says: 'a deny at any level wins',
    statements: [allowAll],
    serviceControlPolicies: [[full, policy(denyAll)], [full]],
    decision: EXPLICIT,
  },
  {
    page: SCPS,
    says: 'an SCP never grants',
    serviceControlPolicies: [[full]],
    decision: IMPLICIT,
  },
  {
    page: SCPS,
    says: 'they limit what a resource policy grants',
    resourcePolicy: resourcePolicy({ AWS: SESSION }),
    serviceControlPolicies: [[policy(allowSqs)]],
    decision: IMPLICIT,
  },
  {
    page: 'Service control policies (SCPs)',
    says: 'they do not affect service-linked roles',
    principal: {
      kind: 'role',
      arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
    },
    statements: [allowAll],
    serviceControlPolicies: [[policy(denyAll)]],
    decision: ALLOWED,
  },
  {
    page: 'Service control policies (SCPs)',
    says: 'they do not affect service principals',
    principal: { kind: 'service', arn: 'logging.s3.amazonaws.com' },
    resourcePolicy: resourcePolicy({ Service: 'logging.s3.amazonaws.com' }),
    serviceControlPolicies: [[policy(denyAll)]],
    decision: ALLOWED,
  },
]);

const RCPS = 'Resource control policies (RCPs)';
const rcpAllow = policy({ ...allowAll, Principal: '*' });
const rcpDenyOutsiders = policy({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-mine' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
});
describeCases('resource control policies', [
  {
    page: RCPS,
    says: 'outsiders are denied',
    statements: [allowAll],
    resourceControlPolicies: [[rcpAllow, rcpDenyOutsiders]],
    context: { 'aws:PrincipalOrgID': 'o-other' },
    decision: EXPLICIT,
  },
  {
    page: RCPS,
    says: 'members are not',
    statements: [allowAll],
    resourceControlPolicies: [[rcpAllow, rcpDenyOutsiders]],
    context: { 'aws:PrincipalOrgID': 'o-mine' },
    decision: ALLOWED,
  },
  {
    page: RCPS,
    says: 'services are spared by aws:PrincipalIsAWSService',
    principal: { kind: 'service', arn: 'logging.s3.amazonaws.com' },
    resourcePolicy: resourcePolicy({ Service: 'logging.s3.amazonaws.com' }),
    resourceControlPolicies: [[rcpAllow, rcpDenyOutsiders]],
    decision: ALLOWED,
  },
  {
    page: RCPS,
    says: 'an RCP never grants',
    resourceControlPolicies: [[rcpAllow]],
    decision: IMPLICIT,
  },
  {
    page: RCPS,
    says: 'services off the list are not touched',
    action: 'ec2:RunInstances',
    resource: '*',
    statements: [allowAll],
    resourceControlPolicies: [[policy({ ...denyAll, Principal: '*' })]],
    decision: ALLOWED,
  },
  {
    page: RCPS,
    says: 'service-linked roles are not touched',
    principal: {
      kind: 'role',
      arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
    },
    statements: [allowAll],
    resourceControlPolicies: [[policy({ ...denyAll, Principal: '*' })]],
    decision: ALLOWED,
  },
]);

const PRINCIPAL = 'AWS JSON policy elements: Principal';
const federatedUser = `arn:aws:sts::${ACCOUNT}:federated-user/bo`;
describeCases('principals', [
  {
    page: PRINCIPAL,
    says: 'anonymous access by *',
    principal: { kind: 'anonymous', arn: '' },
    resourcePolicy: resourcePolicy('*'),
    decision: ALLOWED,
  },
  {
    page: PRINCIPAL,
    says: '{"AWS": "*"} is the same as *',
    principal: { kind: 'anonymous', arn: '' },
    resourcePolicy: resourcePolicy({ AWS: '*' }),
    decision: ALLOWED,
  },
  {
    page: PRINCIPAL,
    says: 'an account is not everyone',
    principal: { kind: 'anonymous', arn: '' },
    resourcePolicy: resourcePolicy({ AWS: ACCOUNT }),
    decision: IMPLICIT,
  },
  {
    page: PRINCIPAL,
    says: 'a service by name',
    principal: { kind: 'service', arn: 'sns.amazonaws.com' },
    resourcePolicy: resourcePolicy({
      Service: ['sqs.amazonaws.com', 'sns.amazonaws.com'],
    }),
    decision: ALLOWED,
  },
  {
    page: PRINCIPAL,
    says: 'another service is not',
    principal: { kind: 'service', arn: 'sns.amazonaws.com' },
    resourcePolicy: resourcePolicy({ Service: 'sqs.amazonaws.com' }),
    decision: IMPLICIT,
  },
  {
    page: PRINCIPAL,
    says: 'a service has no identity policies',
    principal: { kind: 'service', arn: 'sns.amazonaws.com' },
    statements: [allowAll],
    decision: IMPLICIT,
  },
  {
    page: PRINCIPAL,
    says: 'a federated user session by its ARN',
    principal: { kind: 'federated', arn: federatedUser },
    resourcePolicy: resourcePolicy({ AWS: federatedUser }),
    ...bounded,
    decision: ALLOWED,
  },
]);

const NOT_PRINCIPAL = 'AWS JSON policy elements: NotPrincipal';
const denyAllBut = (...names: string[]): NamedPolicy =>
  policy({
    Effect: 'Deny',
    NotPrincipal: { AWS: names },
    Action: 's3:*',
    Resource: '*',
  });
const root = `arn:aws:iam::${ACCOUNT}:root`;
describeCases('NotPrincipal', [
  {
    page: NOT_PRINCIPAL,
    says: 'the user and its account are spared',
    principal: { kind: 'user', arn: USER },
    statements: [allowAll],
    resourcePolicy: denyAllBut(USER, root),
    decision: ALLOWED,
  },
  {
    page: NOT_PRINCIPAL,
    says: 'the account must be named too',
    principal: { kind: 'user', arn: USER },
    statements: [allowAll],
    resourcePolicy: denyAllBut(USER),
    decision: EXPLICIT,
  },
  {
    page: NOT_PRINCIPAL,
    says: 'a session is named by session, role and account',
    statements: [allowAll],
    resourcePolicy: denyAllBut(SESSION, ROLE, root),
    decision: ALLOWED,
  },
  {
    page: NOT_PRINCIPAL,
    says: 'a role name alone does not spare its sessions',
    statements: [allowAll],
    resourcePolicy: denyAllBut(ROLE, root),
    decision: EXPLICIT,
  },
  {
    page: NOT_PRINCIPAL,
    says: 'everybody else is denied',
    statements: [allowAll],
    resourcePolicy: denyAllBut(USER, root),
    decision: EXPLICIT,
  },
]);
