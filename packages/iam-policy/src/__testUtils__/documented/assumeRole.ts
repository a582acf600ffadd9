import type { PrincipalElement, Statement } from '../../document/types';
import {
  ACCOUNT,
  OTHER_ACCOUNT,
  policy,
  ROLE,
  ROOT,
  SESSION,
  USER,
} from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowS3: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const user = { kind: 'user' as const, arn: USER };
const session = { kind: 'session' as const, arn: SESSION };
const ISSUER = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;

const trusting = (Principal: PrincipalElement, part: Partial<Statement> = {}) =>
  policy({
    Effect: 'Allow',
    Principal,
    Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'],
    ...part,
  });
const assume = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  principal: user,
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${ACCOUNT}:role/target`,
  ...part,
  decision,
});
const elsewhere = { resource: `arn:aws:iam::${OTHER_ACCOUNT}:role/target` };
const byToken = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
) =>
  assume(
    what,
    {
      principal: { kind: 'federated', arn: PROVIDER },
      action: 'sts:AssumeRoleWithWebIdentity',
      context: { [`${ISSUER}:sub`]: 'system:serviceaccount:shop:orders' },
      ...part,
    },
    decision,
  );

/** Decisions about the use of roles. */
export const assumeRoleTables: PolicyTable[] = [
  {
    page: 'AssumeRole, AWS Security Token Service API Reference',
    says: 'To allow a user to assume a role in the same account, you can do either of the following:',
    cases: [
      assume(
        'a policy of the user, and trust in the account',
        { statements: [allowAll], resourcePolicy: trusting({ AWS: ROOT }) },
        'Allowed',
      ),
      assume(
        'trust in the user, without a policy of the user',
        { resourcePolicy: trusting({ AWS: USER }) },
        'Allowed',
      ),
      assume(
        'trust in the account, without a policy of the user',
        { resourcePolicy: trusting({ AWS: ROOT }) },
        'ImplicitlyDenied',
      ),
      assume(
        'a policy of the user, and trust in somebody else',
        {
          statements: [allowAll],
          resourcePolicy: trusting({ AWS: `${USER}-2` }),
        },
        'ImplicitlyDenied',
      ),
      assume(
        'trust in the role of a session',
        { principal: session, resourcePolicy: trusting({ AWS: ROLE }) },
        'Allowed',
      ),
    ],
  },
  {
    page: 'AssumeRole, AWS Security Token Service API Reference',
    says: 'A user who wants to access a role in a different account must also have permissions that are delegated from the account administrator.',
    cases: [
      assume(
        'trust in the user, without a policy of the user',
        { ...elsewhere, resourcePolicy: trusting({ AWS: USER }) },
        'ImplicitlyDenied',
      ),
      assume(
        'trust in the user, and a policy of the user',
        {
          ...elsewhere,
          statements: [allowAll],
          resourcePolicy: trusting({ AWS: USER }),
        },
        'Allowed',
      ),
    ],
  },
  {
    page: 'AssumeRole, AWS Security Token Service API Reference',
    says: 'You cannot call the AWS STS GetFederationToken or GetSessionToken API operations.',
    cases: ['sts:GetSessionToken', 'sts:GetFederationToken'].flatMap(action =>
      [session, { kind: 'role' as const, arn: ROLE }].map(principal =>
        assume(
          `${action} with everything allowed, by a ${principal.kind}`,
          { principal, action, resource: '*', statements: [allowAll] },
          'ImplicitlyDenied',
        ),
      ),
    ),
  },
  {
    page: 'Update a role trust policy',
    says: 'If a permissions boundary is set for the user, then it must allow the sts:AssumeRole action.',
    cases: [
      assume(
        'trust in the user, and a boundary without the action',
        {
          resourcePolicy: trusting({ AWS: USER }),
          permissionsBoundary: policy(allowS3),
        },
        'ImplicitlyDenied',
      ),
      assume(
        'trust in the user, and a boundary with the action',
        {
          resourcePolicy: trusting({ AWS: USER }),
          permissionsBoundary: policy(allowAll),
        },
        'Allowed',
      ),
    ],
  },
  {
    page: 'Update a role trust policy',
    says: 'To allow users to assume the current role again within a role session, specify the role ARN or AWS account ARN as a principal in the role trust policy.',
    cases: [
      assume(
        'a role that trusts only a user',
        {
          principal: session,
          resource: ROLE,
          statements: [allowAll],
          resourcePolicy: trusting({ AWS: USER }),
        },
        'ImplicitlyDenied',
      ),
      ...[ROLE, ROOT].map(name =>
        assume(
          `a role that trusts ${name}`,
          {
            principal: session,
            resource: ROLE,
            statements: [allowAll],
            resourcePolicy: trusting({ AWS: name }),
          },
          'Allowed',
        ),
      ),
    ],
  },
  {
    page: 'AssumeRoleWithWebIdentity, AWS Security Token Service API Reference',
    says: 'Calling AssumeRoleWithWebIdentity does not require the use of AWS security credentials.',
    cases: [
      byToken(
        'trust in the provider',
        { resourcePolicy: trusting({ Federated: PROVIDER }) },
        'Allowed',
      ),
      byToken(
        'trust in the provider for another subject',
        {
          resourcePolicy: trusting(
            { Federated: PROVIDER },
            {
              Condition: {
                StringEquals: {
                  [`${ISSUER}:sub`]: 'system:serviceaccount:shop:basket',
                },
              },
            },
          ),
        },
        'ImplicitlyDenied',
      ),
      byToken(
        'trust in the account of the role only',
        { resourcePolicy: trusting({ AWS: ROOT }) },
        'ImplicitlyDenied',
      ),
      byToken(
        'an SCP that denies, which limits only principals of the account',
        {
          resourcePolicy: trusting({ Federated: PROVIDER }),
          serviceControlPolicies: [[policy(allowAll, denyAll)]],
        },
        'Allowed',
      ),
      byToken(
        'an RCP that denies',
        {
          resourcePolicy: trusting({ Federated: PROVIDER }),
          resourceControlPolicies: [[policy({ ...denyAll, Principal: '*' })]],
        },
        'ExplicitlyDenied',
      ),
    ],
  },
];
