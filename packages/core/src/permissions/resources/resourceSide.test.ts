import {
  evaluate,
  type Blocker,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { observedDocument, ROLE_ARN } from '../../__testUtils__/observed';
import {
  allow,
  documentOf,
  policyOf,
} from '../../__testUtils__/resourcePolicies';
import { absent, found, unknown } from '../../model/observation';
import { resourceSideOf, type ReadResource } from './resourceSide';
import { withheld } from '../keys/withheld';

const HOME = '111122223333';
const QUEUE = `arn:aws:sqs:eu-west-1:${HOME}:orders`;
const THEIRS = QUEUE.replace(HOME, '444455556666');
const own = (action: string) => [
  {
    name: 'own',
    document: documentOf({ Effect: 'Allow', Action: action, Resource: '*' }),
  },
];
const request = (resource: string, identity = 'sqs:*') => ({
  principal: { kind: 'role' as const, arn: ROLE_ARN },
  action: 'sqs:SendMessage',
  resource,
  identityPolicies: own(identity),
  context: {},
});

const decide = (
  policy: ReadResource['policy'] | undefined,
  resource = QUEUE,
  identity = 'sqs:*',
) => {
  const { request: side, reading } = resourceSideOf(
    policy && { policy, encryption: absent() },
    ROLE_ARN,
  );
  const { decision } = evaluate({ ...request(resource, identity), ...side });
  return { decision, state: reading.state };
};
const ALLOWED = 'Allowed';
const DENIED = 'ImplicitlyDenied';

it.each<
  [string, ReadResource['policy'] | undefined, string, string, string, string]
>([
  ['no resource policy', absent(), QUEUE, 'sqs:*', ALLOWED, 'absent'],
  [
    'no resource policy in another account',
    absent(),
    THEIRS,
    'sqs:*',
    DENIED,
    'absent',
  ],
  [
    'only a resource policy that allows it',
    policyOf(allow()),
    QUEUE,
    's3:*',
    ALLOWED,
    'read',
  ],
  [
    'both policies for a resource of another account',
    policyOf(allow()),
    THEIRS,
    'sqs:*',
    ALLOWED,
    'read',
  ],
  [
    'only the resource policy of another account',
    policyOf(allow()),
    THEIRS,
    's3:*',
    DENIED,
    'read',
  ],
  [
    'a resource policy of another account for another role',
    policyOf(allow({ Principal: { AWS: `${ROLE_ARN}-2` } })),
    THEIRS,
    'sqs:*',
    DENIED,
    'read',
  ],
  [
    'a resource policy that denies it',
    policyOf(allow({ Effect: 'Deny', Principal: '*' })),
    QUEUE,
    'sqs:*',
    'ExplicitlyDenied',
    'read',
  ],
  [
    'a resource policy that was not read',
    unknown('no'),
    QUEUE,
    'sqs:*',
    ALLOWED,
    'not-read',
  ],
  [
    'a resource policy of another account that was not read',
    unknown('no'),
    THEIRS,
    'sqs:*',
    DENIED,
    'not-read',
  ],
  [
    'a resource whose policy Backstage never reads',
    undefined,
    QUEUE,
    'sqs:*',
    ALLOWED,
    'not-read',
  ],
])('decides with %s', (_, policy, resource, identity, decision, state) => {
  expect(decide(policy, resource, identity)).toEqual({ decision, state });
});

it('uses the owner of a bucket', () => {
  const side = resourceSideOf(
    {
      accountId: '444455556666',
      policy: absent(),
      encryption: absent(),
    },
    ROLE_ARN,
  );
  const { decision } = evaluate({
    ...request('arn:aws:s3:::orders/a', 's3:*'),
    ...{ action: 's3:GetObject', ...side.request },
  });
  expect(decision).toBe(DENIED);
});

describe('a public bucket policy', () => {
  const ask = (
    owner: string,
    restrictsPublic: boolean | 'unknown',
    ...more: Statement[]
  ) => {
    const document = documentOf(allow({ Principal: '*' }), ...more);
    const { request: side, reading } = resourceSideOf(
      {
        accountId: owner,
        policy: found({
          ...observedDocument(document),
          restrictsPublic:
            typeof restrictsPublic === 'boolean'
              ? found(restrictsPublic)
              : unknown('no'),
        }),
        encryption: absent(),
      },
      ROLE_ARN,
    );
    const { decision } = evaluate({
      ...request('arn:aws:s3:::files/a', 's3:*'),
      ...{ action: 's3:GetObject', ...side },
    });
    return `${decision}, ${reading.state}: ${reading.reason}`;
  };
  const OTHER = '444455556666';

  it.each([
    [HOME, true, /^Allowed, read: .*blocks other accounts/],
    [OTHER, true, /^ImplicitlyDenied, read: .*blocks other accounts/],
    [OTHER, false, /^Allowed, read: .*is off/],
    [HOME, 'unknown' as const, /^Allowed, read: .*was not read. no$/],
    [OTHER, 'unknown' as const, /^Allowed, not-read: .*was not read. no$/],
  ])('of account %s with restriction %s', (owner, restricted, expected) => {
    expect(ask(owner, restricted)).toMatch(expected);
  });

  it('allows nothing for other accounts when restricted, and keeps its denials', () => {
    const named = allow({ Principal: { AWS: ROLE_ARN } });
    expect(ask(OTHER, true, named)).toMatch(/^ImplicitlyDenied/);
    const deny = allow({ Effect: 'Deny', Principal: '*' });
    expect(ask(OTHER, true, deny)).toMatch(/^ExplicitlyDenied/);
  });
});

describe('withheld', () => {
  const CONDITION: Blocker = {
    layer: 'resource',
    cause: 'condition',
    policy: 'resource policy',
    ...{ statement: 1, sid: 'Secret' },
    conditions: [],
    message: 'Statement 2 would allow it, but aws:PrincipalOrgID is not o-1.',
  };
  const IDENTITY: Blocker = {
    ...{ layer: 'identity', cause: 'no-allow' },
    message: 'No identity policy allows it.',
  };
  const PRINCIPAL: Blocker = {
    ...CONDITION,
    cause: 'principal',
    message: 'Statement 2 allows it to somebody else.',
  };
  const REFUSAL = {
    layer: 'resource',
    cause: 'no-allow',
    message: 'The policy of the resource does not allow it.',
  };

  it.each<[string, Blocker[], unknown[]]>([
    ['a role whose own policies allow the action', [CONDITION], [CONDITION]],
    [
      'a role whose own policies do not allow the action',
      [IDENTITY, CONDITION],
      [IDENTITY, REFUSAL],
    ],
    ['two statements for other principals', [PRINCIPAL, PRINCIPAL], [REFUSAL]],
    [
      'an explicit Deny',
      [{ ...CONDITION, cause: 'explicit-deny' }],
      [
        {
          ...{ layer: 'resource', cause: 'explicit-deny' },
          ...{ policy: 'resource policy', statement: 1, sid: 'Secret' },
          message:
            'Statement 2 (Secret) of the policy of the resource denies it.',
        },
      ],
    ],
  ])('shows for %s only what concerns the role', (_, blockers, expected) => {
    expect(withheld(blockers)).toEqual(expected);
  });
});
