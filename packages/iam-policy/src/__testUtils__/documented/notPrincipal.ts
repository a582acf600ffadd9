import type { NamedPolicy, Statement } from '../../document/types';
import { ACCOUNT, policy, ROLE, SESSION, USER } from '../cases';
import type { PolicyCase, PolicyTable } from './types';

const page = 'AWS JSON policy elements: NotPrincipal';
const root = `arn:aws:iam::${ACCOUNT}:root`;
const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const boundary = policy(allowAll);
const denyAllBut = (
  names: string | string[],
  part: Partial<Statement> = {},
): NamedPolicy =>
  policy({
    Effect: 'Deny',
    NotPrincipal: { AWS: names },
    Action: 's3:*',
    Resource: '*',
    ...part,
  });
const asked = (
  what: string,
  part: Partial<PolicyCase>,
  decision: PolicyCase['decision'],
): PolicyCase => ({
  case: what,
  statements: [allowAll],
  ...part,
  decision,
});
const bounded = (
  what: string,
  resourcePolicy: NamedPolicy,
  decision: PolicyCase['decision'],
  part: Partial<PolicyCase> = {},
) =>
  asked(
    what,
    { permissionsBoundary: boundary, resourcePolicy, ...part },
    decision,
  );
const named = [SESSION, ROLE, root];
const anonymous = { kind: 'anonymous' as const, arn: '' };
const allowAllBut = (...names: string[]): NamedPolicy =>
  denyAllBut(names, { Effect: 'Allow' });

/** Decisions by statements with NotPrincipal. */
export const notPrincipalTables: PolicyTable[] = [
  {
    page,
    says: 'The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary policy attached, regardless of the values specified in the NotPrincipal element.',
    cases: [
      bounded(
        'NotPrincipal with session, role, and account',
        denyAllBut(named),
        'ExplicitlyDenied',
      ),
      bounded(
        'NotPrincipal with everyone',
        denyAllBut('*'),
        'ExplicitlyDenied',
      ),
      bounded(
        'NotPrincipal with a user and its account',
        denyAllBut([USER, root]),
        'ExplicitlyDenied',
        {
          principal: { kind: 'user', arn: USER },
        },
      ),
      bounded(
        'NotPrincipal with a role and its account',
        denyAllBut([ROLE, root]),
        'ExplicitlyDenied',
        {
          principal: { kind: 'role', arn: ROLE },
        },
      ),
      bounded(
        'a Deny of other actions',
        denyAllBut(named, { Action: 'sqs:*' }),
        'Allowed',
      ),
      bounded(
        'a Deny on other resources',
        denyAllBut(named, { Resource: 'arn:aws:s3:::other/*' }),
        'Allowed',
      ),
      bounded(
        'a Deny with a condition that is not met',
        denyAllBut(named, {
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
        'Allowed',
      ),
      asked(
        'NotPrincipal with session, role, and account, but no boundary',
        { resourcePolicy: denyAllBut(named) },
        'Allowed',
      ),
      asked(
        'an AWS service, which has no boundary',
        {
          principal: { kind: 'service', arn: 'logging.s3.amazonaws.com' },
          permissionsBoundary: boundary,
          resourcePolicy: policy(
            {
              ...allowAll,
              Principal: { Service: 'logging.s3.amazonaws.com' },
            },
            {
              Effect: 'Deny',
              NotPrincipal: { Service: 'logging.s3.amazonaws.com' },
              Action: 's3:*',
              Resource: '*',
            },
          ),
        },
        'Allowed',
      ),
    ],
  },
  {
    page,
    says: 'NotPrincipal must be used with "Effect":"Deny". Using it with "Effect":"Allow" is not supported.',
    cases: [
      {
        case: 'an anonymous caller',
        principal: anonymous,
        resourcePolicy: allowAllBut(USER),
        invalid: ['policy'],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'a session of the account',
        resourcePolicy: allowAllBut(USER),
        invalid: ['policy'],
        decision: 'ImplicitlyDenied',
      },
      {
        case: 'a valid Allow in the same document',
        resourcePolicy: policy(
          { ...allowAll, Principal: { AWS: SESSION } },
          { ...allowAll, NotPrincipal: { AWS: USER } },
        ),
        invalid: ['policy'],
        decision: 'ImplicitlyDenied',
      },
    ],
  },
  {
    page,
    says: 'You cannot use the NotPrincipal element in an IAM identity-based policy nor in an IAM role trust policy.',
    cases: [
      asked(
        'an identity policy that allows',
        {
          statements: [{ ...allowAll, NotPrincipal: { AWS: USER } }],
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
      asked(
        'a permissions boundary that allows',
        {
          permissionsBoundary: policy({
            ...allowAll,
            NotPrincipal: { AWS: USER },
          }),
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
    ],
  },
  {
    page,
    says: "The NotPrincipal element isn't supported in Service Control Policies (SCP) and Resource Control Policies (RCP).",
    cases: [
      asked(
        'an SCP',
        {
          serviceControlPolicies: [
            [policy({ ...allowAll, NotPrincipal: { AWS: USER } })],
          ],
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
      asked(
        'an RCP',
        {
          resourceControlPolicies: [
            [policy({ ...allowAll, Principal: '*' })],
            [denyAllBut(USER)],
          ],
          invalid: ['policy'],
        },
        'ImplicitlyDenied',
      ),
    ],
  },
];
