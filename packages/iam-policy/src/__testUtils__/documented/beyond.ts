import type {
  NamedPolicy,
  PrincipalElement,
  Statement,
} from '../../document/types';
import { ACCOUNT, OTHER_ACCOUNT, policy, ROLE, SESSION, USER } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowSqs: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const full = policy(allowAll);

const CROSS = 'Cross-account policy evaluation logic';
const SCP = 'SCP evaluation';
const SCPS = 'Service control policies (SCPs)';
const RCP = 'RCP evaluation';
const RCPS = 'Resource control policies (RCPs)';
const PRINCIPAL = 'AWS JSON policy elements: Principal';
const KEYS = 'AWS global condition context keys';
const NOT_PRINCIPAL = 'AWS JSON policy elements: NotPrincipal';

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

const cross = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  resourceAccount: OTHER_ACCOUNT,
  ...part,
  decision,
});

const serviceLinked = {
  kind: 'role' as const,
  arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`,
};
const service = { kind: 'service' as const, arn: 'logging.s3.amazonaws.com' };
const forService = resourcePolicy({ Service: service.arn });

const rcpAllow = policy({ ...allowAll, Principal: '*' });
const rcpDeny = policy({ ...denyAll, Principal: '*' });
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

const anonymous = { kind: 'anonymous' as const, arn: '' };
const provider = {
  kind: 'federated' as const,
  arn: `arn:aws:iam::${ACCOUNT}:oidc-provider/accounts.example.com`,
};
const federatedUser = {
  kind: 'federated' as const,
  arn: `arn:aws:sts::${ACCOUNT}:federated-user/ana`,
};
const root = `arn:aws:iam::${ACCOUNT}:root`;
const ana = { kind: 'user' as const, arn: USER };
const denyAllBut = (...names: string[]): NamedPolicy =>
  policy({
    Effect: 'Deny',
    NotPrincipal: { AWS: names },
    Action: 's3:*',
    Resource: '*',
  });
const sparing = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  statements: [allowAll],
  ...part,
  decision,
});

/** Decisions across accounts, in organizations, and for other kinds of principals. */
export const beyondTables: PolicyTable[] = [
  {
    page: CROSS,
    says: 'The request is allowed only if both evaluations return a decision of Allow.',
    cases: [
      cross(
        'both accounts, and the resource policy names the role',
        {
          statements: [allowAll],
          resourcePolicy: resourcePolicy({ AWS: ROLE }),
        },
        'Allowed',
      ),
      cross(
        'both accounts, and the resource policy names the account',
        {
          statements: [allowAll],
          resourcePolicy: resourcePolicy({ AWS: ACCOUNT }),
        },
        'Allowed',
      ),
      cross(
        'only the account of the principal',
        { statements: [allowAll] },
        'ImplicitlyDenied',
      ),
      cross(
        'only the account of the resource',
        { resourcePolicy: resourcePolicy({ AWS: ROLE }) },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: CROSS,
    says: 'When AWS evaluates this account, it checks the identity-based policy and any policies that can limit an identity-based policy.',
    cases: [
      cross(
        'a boundary without the action',
        {
          statements: [allowAll],
          permissionsBoundary: policy(allowSqs),
          resourcePolicy: resourcePolicy({ AWS: SESSION }),
        },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: PRINCIPAL,
    says: 'For principals in other accounts, they must also have identity-based permissions in their account that allow them to access your resource.',
    cases: [
      cross(
        'a resource policy for everyone, without an identity policy',
        { resourcePolicy: resourcePolicy('*') },
        'ImplicitlyDenied',
      ),
      cross(
        'a resource policy for everyone, with an identity policy',
        { statements: [allowAll], resourcePolicy: resourcePolicy('*') },
        'Allowed',
      ),
    ],
  },
  {
    page: SCP,
    says: 'For a permission to be allowed for a specific account, there must be an explicit Allow statement at every level from the root through each OU in the direct path to the account (including the target account itself).',
    cases: [
      sparing(
        'an Allow at every level',
        { serviceControlPolicies: [[full], [full], [full]] },
        'Allowed',
      ),
      sparing(
        'no Allow at one level',
        { serviceControlPolicies: [[full], [policy(allowSqs)], [full]] },
        'ImplicitlyDenied',
      ),
      sparing(
        'an Allow in one of two policies of a level',
        { serviceControlPolicies: [[policy(allowSqs), full]] },
        'Allowed',
      ),
      sparing(
        'a level without policies',
        { serviceControlPolicies: [[full], []] },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: SCP,
    says: 'For a permission to be denied for a specific account, any SCP from the root through each OU in the direct path to the account (including the target account itself) can deny that permission.',
    cases: [
      sparing(
        'a Deny at the root',
        { serviceControlPolicies: [[full, policy(denyAll)], [full]] },
        'ExplicitlyDenied',
      ),
      sparing(
        'a Deny at the account',
        { serviceControlPolicies: [[full], [full, policy(denyAll)]] },
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: SCPS,
    says: 'No permissions are granted by an SCP.',
    cases: [
      {
        case: 'only an SCP allows',
        serviceControlPolicies: [[full]],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'an SCP without an action that a resource policy allows',
        resourcePolicy: resourcePolicy({ AWS: SESSION }),
        serviceControlPolicies: [[policy(allowSqs)]],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: SCPS,
    says: 'SCPs do not affect any service-linked role.',
    cases: [
      sparing(
        'a service-linked role',
        {
          principal: serviceLinked,
          serviceControlPolicies: [[policy(denyAll)]],
        },
        'Allowed',
      ),
    ],
  },
  {
    page: SCPS,
    says: 'SCPs affect only IAM users and roles that are managed by accounts that are part of the organization.',
    cases: [
      {
        case: 'an AWS service',
        principal: service,
        resourcePolicy: forService,
        serviceControlPolicies: [[policy(denyAll)]],
        decision: 'Allowed',
      },
    ],
  },
  {
    page: RCPS,
    says: 'No permissions are granted by an RCP.',
    cases: [
      {
        case: 'only an RCP allows',
        resourceControlPolicies: [[rcpAllow]],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: RCP,
    says: 'For a permission to be denied for a resource in a specific account, any RCP from the root through each OU in the direct path to the account (including the target account itself) can deny that permission.',
    cases: [
      sparing(
        'a Deny of principals outside the organization, for such a principal',
        {
          resourceControlPolicies: [[rcpAllow], [rcpAllow, rcpDenyOutsiders]],
          context: { 'aws:PrincipalOrgID': 'o-other' },
        },
        'ExplicitlyDenied',
      ),
      sparing(
        'a Deny of principals outside the organization, for a member',
        {
          resourceControlPolicies: [[rcpAllow], [rcpAllow, rcpDenyOutsiders]],
          context: { 'aws:PrincipalOrgID': 'o-mine' },
        },
        'Allowed',
      ),
      {
        case: 'a Deny of principals outside the organization, for an AWS service',
        principal: service,
        resourcePolicy: forService,
        resourceControlPolicies: [[rcpAllow, rcpDenyOutsiders]],
        decision: 'Allowed',
      },
    ],
  },
  {
    page: RCP,
    says: 'This default RCP allows all principals and actions access to pass through RCP evaluation, meaning until you start creating and attaching RCPs, all your existing IAM permissions continue to operate as they did.',
    cases: [
      sparing(
        'only the default RCP',
        { resourceControlPolicies: [[rcpAllow], [rcpAllow]] },
        'Allowed',
      ),
    ],
  },
  {
    page: RCPS,
    says: 'RCPs apply to resources for a subset of AWS services.',
    cases: [
      sparing(
        'a service without RCPs',
        {
          action: 'ec2:RunInstances',
          resource: '*',
          resourceControlPolicies: [[rcpDeny]],
        },
        'Allowed',
      ),
    ],
  },
  {
    page: RCPS,
    says: 'RCPs do not impact the effective permissions of service-linked roles.',
    cases: [
      sparing(
        'a service-linked role',
        { principal: serviceLinked, resourceControlPolicies: [[rcpDeny]] },
        'Allowed',
      ),
    ],
  },
  {
    page: PRINCIPAL,
    says: 'For resource-based policies, using a wildcard (*) with an Allow effect grants access to all users, including anonymous users (public access).',
    cases: [
      {
        case: 'an anonymous user, if the policy names everyone',
        principal: anonymous,
        resourcePolicy: resourcePolicy('*'),
        decision: 'Allowed',
      },
      {
        case: 'an anonymous user, if the policy names an account',
        principal: anonymous,
        resourcePolicy: resourcePolicy({ AWS: ACCOUNT }),
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: KEYS,
    says: 'This key is present in the request context for all signed API requests that use AWS credentials. Anonymous requests do not include this key.',
    cases: [
      ...(
        [
          ['a user', ana, 'false', 'ExplicitlyDenied', 'ExplicitlyDenied'],
          [
            'a service',
            service,
            'true',
            'ExplicitlyDenied',
            'ExplicitlyDenied',
          ],
          ['a service', service, 'false', 'Allowed', 'Allowed'],
          ['anonymous', anonymous, 'false', 'Allowed', 'ExplicitlyDenied'],
          ['anonymous', anonymous, 'true', 'Allowed', 'ExplicitlyDenied'],
          ['a provider', provider, 'false', 'Allowed', 'ExplicitlyDenied'],
          [
            'a federated user',
            federatedUser,
            'false',
            'ExplicitlyDenied',
            'ExplicitlyDenied',
          ],
        ] as const
      ).flatMap(([who, principal, value, byBool, byBoolIfExists]) =>
        (
          [
            ['Bool', byBool],
            ['BoolIfExists', byBoolIfExists],
          ] as const
        ).map(([operator, decision]) => ({
          case: `${who}, with a Deny under ${operator} for ${value}`,
          principal,
          resourceAccount: ACCOUNT,
          resourcePolicy: policy(
            { ...allowAll, Principal: '*' },
            {
              ...denyAll,
              Principal: '*',
              Condition: { [operator]: { 'aws:PrincipalIsAWSService': value } },
            },
          ),
          decision,
        })),
      ),
    ],
  },
  {
    page: PRINCIPAL,
    says: 'For anonymous users, the following elements are equivalent:',
    cases: [
      {
        case: '{"AWS": "*"}',
        principal: anonymous,
        resourcePolicy: resourcePolicy({ AWS: '*' }),
        decision: 'Allowed',
      },
    ],
  },
  {
    page: PRINCIPAL,
    says: 'Instead, you use an array of multiple service principals as the value of a single Service element.',
    cases: [
      {
        case: 'a list with the service',
        principal: service,
        resourcePolicy: resourcePolicy({
          Service: ['sqs.amazonaws.com', service.arn],
        }),
        decision: 'Allowed',
      },
      {
        case: 'only another service',
        principal: service,
        resourcePolicy: resourcePolicy({ Service: 'sqs.amazonaws.com' }),
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page: NOT_PRINCIPAL,
    says: 'When you use NotPrincipal in the same policy statement as "Effect": "Deny", the actions specified in the policy statement are explicitly denied to all principals except for the ones specified.',
    cases: [
      sparing(
        'NotPrincipal with the user and its account',
        { principal: ana, resourcePolicy: denyAllBut(USER, root) },
        'Allowed',
      ),
      sparing(
        'NotPrincipal with another principal',
        { resourcePolicy: denyAllBut(USER, root) },
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: NOT_PRINCIPAL,
    says: 'When you use NotPrincipal with Deny, you must also specify the account ARN of the not-denied principal.',
    cases: [
      sparing(
        'NotPrincipal with only the user',
        { principal: ana, resourcePolicy: denyAllBut(USER) },
        'ExplicitlyDenied',
      ),
    ],
  },
  {
    page: NOT_PRINCIPAL,
    says: 'If the NotPrincipal element was missing the ARN of the role, the effect of the policy might be to explicitly deny access to the role.',
    cases: [
      sparing(
        'NotPrincipal with session, role, and account',
        { resourcePolicy: denyAllBut(SESSION, ROLE, root) },
        'Allowed',
      ),
      sparing(
        'NotPrincipal with session and account',
        { resourcePolicy: denyAllBut(SESSION, root) },
        'ExplicitlyDenied',
      ),
      sparing(
        'NotPrincipal with role and account',
        { resourcePolicy: denyAllBut(ROLE, root) },
        'ExplicitlyDenied',
      ),
    ],
  },
];
