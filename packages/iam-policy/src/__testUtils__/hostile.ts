import type { NamedPolicy, PolicyDocument, Statement } from '../document/types';
import type { PrincipalPolicies } from '../effective/types';

/** IAM's limits on the characters of a policy, and on the policies of a role. Source: IAM User Guide, "IAM and AWS STS quotas". */
const MANAGED = 6_144;
const MANAGED_POLICIES = 10;
export const INLINE = 10_240;
/** AWS Organizations' limits on the characters of an SCP or RCP, and on their number at each level. */
const CONTROL = 5_120;
const CONTROLS = 5;

/** Returns the characters of a policy that count: all except white space. */
export function sizeOf({ document }: NamedPolicy): number {
  return JSON.stringify(document).length;
}

type Create = (index: number) => Partial<Statement>;

const documentOf = (Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

/** Returns a policy with as many statements as fit. */
function filled(name: string, size: number, create: Create): NamedPolicy {
  const statements: Statement[] = [];
  let left = size - JSON.stringify(documentOf([])).length;
  for (let index = 0; ; index++) {
    const { NotResource, ...rest } = create(index);
    const statement = {
      Effect: 'Allow' as const,
      Action: '*',
      ...(NotResource ? { NotResource } : { Resource: '*' }),
      ...rest,
    };
    left -= JSON.stringify(statement).length + 1;
    if (left < 0) return { name, document: documentOf(statements) };
    statements.push(statement);
  }
}

/** Returns the managed policies and the inline policy of a role, full of statements. */
function everyPolicy(create: Create): NamedPolicy[] {
  const managed = Array.from({ length: MANAGED_POLICIES }, (_, at) =>
    filled(`managed-${at}`, MANAGED, index => create(at * 1000 + index)),
  );
  return [
    ...managed,
    filled('inline', INLINE, index => create(MANAGED_POLICIES * 1000 + index)),
  ];
}

/** Returns the controls at 2 levels of an organization, full of statements. */
function controls(create: Create): NamedPolicy[][] {
  return [0, 1].map(level =>
    Array.from({ length: CONTROLS }, (_, at) =>
      filled(`control-${level}-${at}`, CONTROL, index =>
        create(level * 10_000 + at * 1000 + index),
      ),
    ),
  );
}

const when = (key: string, index: number): Partial<Statement> => ({
  Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: `${index}` } },
});

/** The policies that take the most work of all that AWS can store, by what they have too much of. */
export const HOSTILE: [string, PrincipalPolicies][] = [
  [
    'conditions of policies and boundary',
    {
      identityPolicies: everyPolicy(index => when('a', index)),
      permissionsBoundary: filled('boundary', MANAGED, index =>
        when('b', index),
      ),
    },
  ],
  [
    'conditions of policies and organization',
    {
      identityPolicies: everyPolicy(index => when('a', index)),
      serviceControlPolicies: controls(index => when('s', index)),
      resourceControlPolicies: controls(index => ({
        ...{ Principal: '*' },
        ...when('r', index),
      })),
    },
  ],
  [
    'resources with wildcards',
    { identityPolicies: everyPolicy(index => ({ Resource: `*${index}*` })) },
  ],
  [
    'resources of NotResource',
    {
      identityPolicies: everyPolicy(index => ({
        NotResource: [`arn:aws:s3:::a${index}*`, `arn:aws:sqs:*:*:*${index}*`],
      })),
    },
  ],
  [
    'Deny statements',
    {
      identityPolicies: [
        filled('allow', MANAGED, index => ({ Resource: `arn:*:*${index}*` })),
        ...everyPolicy(index => ({
          Effect: 'Deny',
          Resource: `*${index}*`,
        })).slice(1),
      ],
    },
  ],
  [
    'Deny statements with conditions',
    {
      identityPolicies: [
        filled('allow', MANAGED, index => ({ Resource: `arn:*:*${index}*` })),
        ...everyPolicy(index => ({
          ...{ Effect: 'Deny', Resource: `*${index}*` },
          ...when('d', index),
        })).slice(1),
      ],
    },
  ],
  [
    'wildcards in 2 resources',
    {
      identityPolicies: [
        filled('allow', MANAGED, () => ({ Resource: '*a?'.repeat(1900) })),
        filled('deny', MANAGED, () => ({
          ...{ Effect: 'Deny', Resource: '?*a'.repeat(1900) },
        })),
      ],
    },
  ],
  [
    'action patterns',
    {
      identityPolicies: everyPolicy(index => ({
        Action: Array.from({ length: 50 }, (_, at) => `*:*${index}${at}*`),
      })),
    },
  ],
  [
    'values of conditions on one key',
    {
      identityPolicies: everyPolicy(index => ({
        Condition: Object.fromEntries(
          ['NumericLessThan', 'NumericGreaterThan'].map(operator => [
            operator,
            { 's3:max-keys': Array.from({ length: 400 }, () => `${index}`) },
          ]),
        ),
      })),
    },
  ],
];
