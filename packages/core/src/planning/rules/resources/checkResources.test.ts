import type { ActionCatalogue, Statement } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { CLUSTER } from '../../../__testUtils__/observed';
import type { NamespaceRule } from '../../../model/config';
import { checkResources, type JudgedPolicy } from './checkResources';

const PAYMENTS = 'group:default/payments';
const QUEUES = 'arn:aws:sqs:eu-west-1:111122223333';
const OTHER = '444455556666';

const RULE: NamespaceRule = {
  owners: [PAYMENTS],
  clusters: ['*'],
  namespaces: ['payments'],
  resources: [
    'arn:aws:s3:::{owner}-*',
    'arn:aws:sqs:*:*:{owner}-*',
    'arn:aws:kms:*:*:key/1234',
  ],
};

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

function policyOf(...statements: Partial<Statement>[]): JudgedPolicy {
  return {
    field: 'policyDocument',
    name: 'the inline document',
    document: {
      Version: '2012-10-17',
      Statement: statements.map(one => ({ Effect: 'Allow', ...one })),
    },
  };
}

function check(
  policies: JudgedPolicy[],
  rules: NamespaceRule[] = [RULE],
  held: JudgedPolicy[] = [],
) {
  return checkResources(
    policies,
    { rules, cluster: CLUSTER, namespace: 'payments', owner: PAYMENTS },
    { catalogue, held: held.map(({ document }) => document) },
  );
}

const get = (Resource: string | string[]): Partial<Statement> => ({
  Action: 's3:GetObject',
  Resource,
});
const send = (Resource: string | string[]): Partial<Statement> => ({
  Action: 'sqs:SendMessage',
  Resource,
});

describe('statements within the resources of the owner', () => {
  it.each<[string, Partial<Statement>[]]>([
    ['a bucket of the owner', [get('arn:aws:s3:::payments-files/*')]],
    ['all buckets of the owner', [get('arn:aws:s3:::payments-*')]],
    ['a queue of the owner', [send(`${QUEUES}:payments-jobs`)]],
    [
      'a policy variable after the name of the owner',
      [get('arn:aws:s3:::payments-${aws:userid}')],
    ],
    [
      'actions that AWS limits to no resource',
      [
        {
          Action: ['s3:ListAllMyBuckets', 'sts:GetCallerIdentity'],
          Resource: '*',
        },
      ],
    ],
    [
      'a pattern of actions that AWS limits to no resource',
      [{ Action: 's3:ListAllMy*', Resource: '*' }],
    ],
    ['a Deny of everything', [{ Effect: 'Deny', Action: '*', Resource: '*' }]],
    [
      'every action on buckets of the owner',
      [{ Action: 's3:*', Resource: 'arn:aws:s3:::payments-*' }],
    ],
  ])('are accepted: %s', (_, statements) => {
    expect(check([policyOf(...statements)])).toEqual([]);
  });
});

describe('statements beyond the resources of the owner', () => {
  it.each<[string, Partial<Statement>]>([
    ['a bucket of another owner', get('arn:aws:s3:::orders-files/*')],
    [
      'the name of the owner in another letter case',
      get('arn:aws:s3:::Payments-files/*'),
    ],
    ['an ARN in another letter case', get('ARN:aws:s3:::payments-files/*')],
    [
      'a name with text before the name of the owner',
      get('arn:aws:s3:::my-payments-files/*'),
    ],
    [
      'a folder with the name of the owner in another bucket',
      get('arn:aws:s3:::orders/payments-x'),
    ],
    ['every bucket', get('arn:aws:s3:::*')],
    ['every bucket of every partition', get('arn:*:s3:::*')],
    [
      'a bucket of the owner in any partition',
      get('arn:aws*:s3:::payments-files'),
    ],
    ['another partition', get('arn:aws-cn:s3:::payments-files')],
    [
      'a wildcard within the name of the owner',
      get('arn:aws:s3:::payment*-files'),
    ],
    [
      'a question mark after the name of the owner',
      get('arn:aws:s3:::payments?files'),
    ],
    [
      'a policy variable before the name of the owner',
      get('arn:aws:s3:::${aws:userid}payments-x'),
    ],
    [
      'a principal tag instead of the name of the owner',
      get('arn:aws:s3:::${aws:PrincipalTag/team}-x'),
    ],
    [
      'an access point',
      get('arn:aws:s3:*:111122223333:accesspoint/payments-x'),
    ],
    ['everything', get('*')],
    [
      'one of several resources',
      get(['arn:aws:s3:::payments-x', 'arn:aws:s3:::orders']),
    ],
    ['a queue of another owner', send(`${QUEUES}:orders`)],
    ['a queue of another account', send(`arn:aws:sqs:*:${OTHER}:payments-x`)],
    ['a queue of any account', send('arn:aws:sqs:*:*:payments-x')],
    [
      'a queue ARN with a wildcard for region and account',
      send('arn:aws:sqs*payments-x'),
    ],
    [
      'a KMS key of another owner',
      {
        Action: 'kms:Decrypt',
        Resource: 'arn:aws:kms:eu-west-1:111122223333:key/5678',
      },
    ],
    [
      'all buckets but one',
      { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::orders/*' },
    ],
    [
      'all resources with an invalid NotResource',
      { Action: 's3:GetObject', NotResource: 'x' },
    ],
    ['NotAction', { NotAction: 's3:Put*', Resource: '*' }],
    [
      'an action in another letter case',
      { Action: 'S3:gETobject', Resource: '*' },
    ],
    ['an unknown action', { Action: 's3:NotYetKnown', Resource: '*' }],
    [
      'a condition that can be met',
      { ...get('*'), Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ],
  ])('are rejected: %s', (_, statement) => {
    const found = check([policyOf(statement)]);
    expect(found).toEqual([
      {
        field: 'policyDocument',
        rule: 'resource-owner',
        message: expect.stringContaining(PAYMENTS),
      },
    ]);
  });

  it('are reported with their position and the allowed resources', () => {
    const found = check([
      policyOf(get('arn:aws:s3:::payments-x'), {
        Sid: 'ReadOrders',
        ...get('arn:aws:s3:::orders/*'),
      }),
    ]);
    expect(found.map(({ message }) => message)).toEqual([
      'Statement 2 ("ReadOrders") of the inline document allows s3:GetObject on arn:aws:s3:::orders/*, which is not among the AWS resources that group:default/payments may use from namespace "payments" of cluster prod-eu: arn:aws:s3:::payments-*, arn:aws:sqs:*:*:payments-*, arn:aws:kms:*:*:key/1234. Choose one of these, or ask an administrator to add it to the resources of a rule in irsa.namespaceRules.',
    ]);
  });

  it('are all statements if the owner has no resources, and the message names the setting', () => {
    const { resources, ...none } = RULE;
    for (const rules of [[none], [], [{ ...RULE, resources: [] }]]) {
      for (const statement of [
        get('arn:aws:s3:::payments-x'),
        { Action: 'sts:GetCallerIdentity', Resource: '*' },
      ]) {
        const [{ message }] = check([policyOf(statement)], rules);
        expect(message).toContain('may not use AWS resources');
        expect(message).toContain('irsa.namespaceRules');
      }
    }
  });
});

describe('a rule with "*"', () => {
  const all = (change: Partial<NamespaceRule> = {}) => [
    { ...RULE, resources: ['*'], ...change },
  ];

  it.each<[string, Partial<Statement>]>([
    ['everything', { Action: '*', Resource: '*' }],
    [
      'all buckets but one',
      { Action: 's3:*', NotResource: 'arn:aws:s3:::orders/*' },
    ],
    ['queues of the account', send(`${QUEUES}:orders`)],
    ['queues with a wildcard as account', send('arn:aws:sqs:*:*:orders')],
    [
      'a Deny for another account',
      { Effect: 'Deny', ...send(`arn:aws:sqs:*:${OTHER}:a`) },
    ],
  ])('allows %s', (_, statement) => {
    expect(check([policyOf(statement)], all())).toEqual([]);
  });

  it.each([
    `arn:aws:sqs:eu-west-1:${OTHER}:orders`,
    `arn:aws:sqs:*:${OTHER.slice(0, 11)}?:orders`,
    `arn:aws:*:${OTHER}:*`,
    'arn:aws-us-gov:s3:::orders',
  ])('rejects %s, and names the position of the statement', resource => {
    const found = check([policyOf(get('*'), send(resource))], all());
    expect(found).toHaveLength(1);
    expect(found[0].message).toMatch(/^Statement 2 of the inline document/);
  });

  it('allows another account that the rule names, or the resources there of another rule', () => {
    const theirs = policyOf(send(`arn:aws:sqs:*:${OTHER}:orders`));
    const accounts = ['111122223333', OTHER];
    expect(check([theirs], all({ accounts }))).toEqual([]);
    const orders = {
      ...RULE,
      ...{ accounts, resources: ['arn:aws:sqs:*:*:orders'] },
    };
    expect(check([theirs], [...all(), orders])).toEqual([]);
    expect(
      check(
        [policyOf(send(`arn:aws:sqs:*:${OTHER}:other`))],
        [...all(), orders],
      ),
    ).toHaveLength(1);
  });
});

describe('access that the owner already has', () => {
  const held = policyOf(
    {
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::old/*',
    },
    { Effect: 'Deny', ...get('arn:aws:s3:::old/secret') },
  );

  it.each<[string, Partial<Statement>[], number]>([
    ['the same', [held.document.Statement].flat(), 0],
    [
      'less of it',
      [{ ...get('arn:aws:s3:::old/a/*'), Action: 's3:PutObject' }],
      0,
    ],
    [
      'less, and something of its own',
      [
        {
          Action: 's3:PutObject',
          Resource: ['arn:aws:s3:::old/*', 'arn:aws:s3:::payments-x/*'],
        },
      ],
      0,
    ],
    [
      'more actions',
      [{ Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::old/*' }],
      1,
    ],
    ['more resources', [get('arn:aws:s3:::old*')], 1],
    ['the same without what it denied', [get('arn:aws:s3:::old/*')], 1],
  ])('is kept but not extended: %s', (_, statements, count) => {
    expect(check([policyOf(...statements)], [RULE], [held])).toHaveLength(
      count,
    );
    expect(check([policyOf(...statements)], [], [held])).toHaveLength(
      count || Number(_.includes('its own')),
    );
  });

  it('has variables only if the version of its document supports them', () => {
    const less = policyOf(get('arn:aws:s3:::${aws:username}/a'));
    const all = policyOf(get('arn:aws:s3:::${aws:username}/*'));
    const old = ({ document, ...rest }: JudgedPolicy) => ({
      ...{ ...rest, document: { Statement: document.Statement } },
    });
    expect(check([less], [RULE], [old(all)])).toHaveLength(1);
    expect(check([old(less)], [RULE], [old(all)])).toHaveLength(0);
    expect(check([less], [RULE], [all])).toHaveLength(0);
  });
});

it('names a resource once, as the user entered it', () => {
  const grant = {
    ...policyOf(get('arn:aws:s3:::orders/*'), {
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::orders',
    }),
    field: 'grants[0].resource',
    resource: 'Bucket "orders"',
  };
  expect(check([grant])).toEqual([
    {
      field: 'grants[0].resource',
      rule: 'resource-owner',
      message: expect.stringMatching(
        /^Bucket "orders" \(arn:aws:s3:::orders\/\*, arn:aws:s3:::orders\) is not among/,
      ),
    },
  ]);
});
