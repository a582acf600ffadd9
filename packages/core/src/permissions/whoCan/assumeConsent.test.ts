import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { decideAccess } from './decide';
import { assumeConsent } from './assumeConsent';

const HOME = '111122223333';
const OTHER = '444455556666';
const arnOf = (account: string, name: string) =>
  `arn:aws:iam::${account}:role/${name}`;
const QUESTION = {
  ...{ action: 'sts:AssumeRole', service: 'sts' },
  resource: arnOf(HOME, 'orders'),
};
const may: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
};
const boundary: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
};

it.each<
  [string, string, { own?: boolean; bounded?: boolean }, string | undefined]
>([
  ['that the policy names', arnOf(HOME, 'ci'), {}, 'allowed'],
  [
    'of another account that the policy names',
    arnOf(OTHER, 'ci'),
    {},
    undefined,
  ],
  [
    'of another account that the policy names, with a policy of its own',
    arnOf(OTHER, 'ci'),
    { own: true },
    'allowed',
  ],
  [
    'that the policy names, within a boundary',
    arnOf(HOME, 'ci'),
    { bounded: true },
    undefined,
  ],
  ['that the policy does not name', arnOf(HOME, 'x'), {}, undefined],
  [
    'that the policy does not name, with a policy of its own',
    arnOf(HOME, 'x'),
    { own: true },
    'allowed',
  ],
  [
    'with a session that the policy names',
    arnOf(HOME, 'deployer'),
    {},
    'allowed-if',
  ],
])(
  'decides whether a role %s can assume another role',
  (_, arn, { own = false, bounded = false }, expected) => {
    const resource = assumeConsent(
      [
        arnOf(HOME, 'ci'),
        arnOf(OTHER, 'ci'),
        `arn:aws:sts::${HOME}:assumed-role/deployer/release`,
        'CanonicalUser: 79a59df900b949e5',
      ].map(name => ({ kind: 'principal' as const, name, statement: 0 })),
      new Set([HOME, OTHER]),
    );
    const decision = decideAccess(
      QUESTION,
      {
        identityPolicies: own ? [{ name: 'own', document: may }] : [],
        ...(bounded && {
          permissionsBoundary: { name: 'cap', document: boundary },
        }),
        ...{ unread: false, invalid: [] },
      },
      { kind: 'role', arn, context: {}, resource },
    );
    expect(decision?.decision).toBe(expected);
  },
);
