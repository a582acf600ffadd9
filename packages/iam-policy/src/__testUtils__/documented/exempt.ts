import type { Statement } from '../../document/types';
import { ACCOUNT, OTHER_ACCOUNT, policy, SESSION, USER } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const user = { kind: 'user' as const, arn: USER };
const root = { kind: 'user' as const, arn: `arn:aws:iam::${ACCOUNT}:root` };
const whoAmI = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'] = 'Allowed',
): PolicyCase => ({
  case: what,
  action: 'sts:GetCallerIdentity',
  resource: '*',
  ...part,
  decision,
});
const token = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'] = 'Allowed',
): PolicyCase => ({
  case: what,
  action: 'sts:GetSessionToken',
  resource: '*',
  principal: user,
  ...part,
  decision,
});
const byRoot = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({ case: what, principal: root, ...part, decision });

/** Decisions to which no policy, or not every policy, applies. */
export const exemptTables: PolicyTable[] = [
  {
    page: 'GetCallerIdentity, AWS Security Token Service API Reference',
    says: 'No permissions are required to perform this operation.',
    cases: [
      whoAmI('a session without policies', {}),
      whoAmI('a user without policies', { principal: user }),
      whoAmI('in another letter case', { action: 'STS:getcalleridentity' }),
      whoAmI(
        'an anonymous caller, which has no identity',
        { principal: { kind: 'anonymous', arn: '' } },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: 'GetCallerIdentity, AWS Security Token Service API Reference',
    says: 'If an administrator attaches a policy to your identity that explicitly denies access to the sts:GetCallerIdentity action, you can still perform this operation.',
    cases: [
      whoAmI('an identity policy that denies', { statements: [denyAll] }),
      whoAmI('a permissions boundary that denies', {
        permissionsBoundary: policy(denyAll),
      }),
      whoAmI('a session policy that denies', {
        sessionPolicies: [policy(denyAll)],
      }),
      whoAmI('an SCP that denies', {
        serviceControlPolicies: [[policy(denyAll)]],
      }),
    ],
  },
  {
    page: 'Permissions for GetSessionToken',
    says: 'No permissions are required for a user to get a session token.',
    cases: [token('a user without policies', {})],
  },
  {
    page: 'Permissions for GetSessionToken',
    says: "You can include the GetSessionToken action in your policies, but it has no effect on a user's ability to perform the GetSessionToken operation.",
    cases: [
      token('a user with a Deny', { statements: [denyAll] }),
      token(
        'a role, which is not a user',
        { principal: { kind: 'session', arn: SESSION } },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: 'How AWS enforcement code logic evaluates requests to allow or deny access',
    says: 'By default, all requests are implicitly denied with the exception of the AWS account root user, which has full access.',
    cases: [
      byRoot('the root user without policies', {}, 'Allowed'),
      byRoot(
        'a resource of another account',
        { resourceAccount: OTHER_ACCOUNT },
        'ImplicitlyDenied',
      ),
      byRoot(
        'a resource policy that denies',
        { resourcePolicy: policy({ ...denyAll, Principal: '*' }) },
        'ExplicitlyDenied',
      ),
      byRoot(
        'a user that is not the root user',
        { principal: user },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page: 'AWS security credentials',
    says: "You can't use IAM policies to deny the root user access to resources explicitly.",
    cases: [
      byRoot(
        'an identity policy that denies',
        { statements: [denyAll] },
        'Allowed',
      ),
    ],
  },
  {
    page: 'AWS security credentials',
    says: 'You can only use an AWS Organizations service control policy (SCP) to limit the permissions of the root user.',
    cases: [
      byRoot(
        'an SCP that denies',
        { serviceControlPolicies: [[policy(denyAll)]] },
        'ExplicitlyDenied',
      ),
      byRoot(
        'an SCP without the action',
        {
          serviceControlPolicies: [
            [policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' })],
          ],
        },
        'ImplicitlyDenied',
      ),
      byRoot(
        'an SCP that allows it',
        { serviceControlPolicies: [[policy(allowAll)]] },
        'Allowed',
      ),
    ],
  },
  {
    page: 'Key policies in AWS KMS',
    says: 'No AWS principal, including the account root user or key creator, has any permissions to a KMS key unless they are explicitly allowed, and never denied, in a key policy, IAM policy, or grant.',
    cases: [
      byRoot(
        'a key without a key policy',
        {
          action: 'kms:Decrypt',
          resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`,
        },
        'ImplicitlyDenied',
      ),
    ],
  },
];
