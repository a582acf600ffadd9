import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import fc from 'fast-check';
import { grantDefinitions } from './index';

const CONTEXT = {
  partition: 'aws-us-gov',
  region: 'us-gov-west-1',
  accountId: '111122223333',
};

/** Valid resources of each service, the ARNs of the first one, and names that must be rejected. */
const EXAMPLES: Record<
  string,
  { good: string[]; arns: string[]; bad: string[] }
> = {
  s3: {
    good: ['orders-files'],
    arns: [
      'arn:aws-us-gov:s3:::orders-files/*',
      'arn:aws-us-gov:s3:::orders-files',
    ],
    bad: ['Orders', 'a'],
  },
  sqs: {
    good: ['orders', 'orders.fifo', 'Orders_1'],
    arns: ['arn:aws-us-gov:sqs:us-gov-west-1:111122223333:orders'],
    bad: [
      'orders.',
      'a.fifo.fifo',
      'x'.repeat(81),
      'arn:aws:sqs:eu-west-1:1:x',
    ],
  },
  sns: {
    good: ['orders', 'orders.fifo'],
    arns: ['arn:aws-us-gov:sns:us-gov-west-1:111122223333:orders'],
    bad: ['orders:1', 'x'.repeat(257)],
  },
  dynamodb: {
    good: ['orders', 'orders.v1_x-y'],
    arns: [
      'arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/orders',
      'arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/orders/index/*',
    ],
    bad: ['ab', 'orders/index', 'x'.repeat(256)],
  },
  secretsmanager: {
    good: ['orders/db', 'a+b=c.d@e'],
    arns: [
      'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:orders/db-??????',
    ],
    bad: ['orders:db', 'x'.repeat(513)],
  },
  ssm: {
    good: ['/orders/db', 'orders'],
    arns: [
      'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/orders/db',
      'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/orders/db/*',
    ],
    bad: ['/', '/aws/x', 'SSM/x', 'a//b', '/a/', `/${'a/'.repeat(15)}b`],
  },
  kms: {
    good: [
      '1234abcd-12ab-34cd-56ef-1234567890ab',
      'mrk-1234abcd12ab34cd56ef1234567890ab',
    ],
    arns: [
      'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    bad: ['alias/orders', '1234'],
  },
  events: {
    good: ['orders', 'default'],
    arns: ['arn:aws-us-gov:events:us-gov-west-1:111122223333:event-bus/orders'],
    bad: ['aws.partner', 'a/b'],
  },
  kinesis: {
    good: ['orders'],
    arns: ['arn:aws-us-gov:kinesis:us-gov-west-1:111122223333:stream/orders'],
    bad: ['a/b', 'x'.repeat(129)],
  },
  states: {
    good: ['orders'],
    arns: [
      'arn:aws-us-gov:states:us-gov-west-1:111122223333:stateMachine:orders',
      'arn:aws-us-gov:states:us-gov-west-1:111122223333:execution:orders:*',
    ],
    bad: ['orders:1', 'x'.repeat(81)],
  },
  cloudwatch: {
    good: ['orders', 'Team/Orders'],
    arns: ['*'],
    bad: ['AWS/S3', ':x', 'x'.repeat(256)],
  },
  'rds-db': {
    good: ['db-ABCDEFGHIJKL01234/orders', 'cluster-ABC/orders'],
    arns: [
      'arn:aws-us-gov:rds-db:us-gov-west-1:111122223333:dbuser:db-ABCDEFGHIJKL01234/orders',
    ],
    bad: ['orders', 'db-ABC', 'db-ABC/a/b'],
  },
  bedrock: {
    good: [
      'amazon.titan-text-express-v1',
      'anthropic.claude-3-5-sonnet-20240620-v1:0',
    ],
    arns: [
      'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.titan-text-express-v1',
    ],
    bad: ['titan', 'amazon.'],
  },
  sts: {
    good: [
      'arn:aws-us-gov:iam::444455556666:role/shared/reports',
      'arn:aws:iam::444455556666:role/reports',
    ],
    arns: ['arn:aws-us-gov:iam::444455556666:role/shared/reports'],
    bad: [
      'reports',
      'arn:aws:iam::444455556666:role/shared/*',
      'arn:aws:iam::*:role/reports',
      'arn:aws:iam::444455556666:role/',
      'arn:aws:iam::444455556666:root',
      'arn:aws:iam::444455556666:user/reports',
      'arn:aws:sts::444455556666:assumed-role/reports/x',
      `arn:aws:iam::444455556666:role/${'x'.repeat(65)}`,
    ],
  },
  ecr: {
    good: ['team/orders', 'a.b-c_d'],
    arns: [
      'arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/team/orders',
      '*',
    ],
    bad: ['Team', 'a/', 'a', '/a'],
  },
};

const definitions = [...grantDefinitions.values()];
const listOf = <T>(value: T | T[]): T[] =>
  Array.isArray(value) ? value : [value];

it('has an example for each service', () => {
  expect(Object.keys(EXAMPLES).sort()).toEqual(
    [...grantDefinitions.keys()].sort(),
  );
});

describe.each(definitions)('$title', definition => {
  const { good, arns, bad } = EXAMPLES[definition.service];

  it('accepts valid resource names, and names the rule that others violate', () => {
    for (const name of good) {
      expect({ name, refused: definition.checkResource(name) }).toEqual({
        name,
        refused: undefined,
      });
    }
    for (const name of ['', '*', `${good[0]}*`, `${good[0]}?`, ...bad]) {
      expect({ name, refused: definition.checkResource(name) }).toEqual({
        name,
        refused: {
          rule: expect.stringMatching(/^[a-z-]+$/),
          message: expect.stringContaining(`"${name}"`),
        },
      });
    }
  });

  it('creates the ARNs of the resource in the partition of its region', () => {
    const yielded = Object.values(definition.access).flatMap(({ statements }) =>
      statements(good[0], CONTEXT).flatMap(({ Resource }) =>
        listOf(Resource ?? []),
      ),
    );
    expect([...new Set(yielded)].sort()).toEqual([...arns].sort());
  });

  it('rejects names that could match other resources', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .constantFrom(...good)
            .chain(name =>
              fc.string({ minLength: 1, maxLength: 3 }).map(end => name + end),
            ),
        ),
        name => {
          const refused = definition.checkResource(name) !== undefined;
          expect(refused || !/[*?$\s"'{}]/.test(name)).toBe(true);
        },
      ),
    );
  });

  it('names existing actions, and never allows one with resource types on "*" without a condition', async () => {
    const catalogue = await loadCatalogue();
    const actions = catalogue.service(definition.service)?.actions ?? [];
    for (const { statements } of Object.values(definition.access)) {
      for (const { Action, Resource, Condition } of statements(
        good[0],
        CONTEXT,
      )) {
        for (const name of listOf(Action ?? [])) {
          const known = actions.find(
            action => `${definition.service}:${action.name}` === name,
          );
          expect({ name, known }).toEqual({ name, known: expect.anything() });
          const everywhere = Resource === '*' && Condition === undefined;
          expect({
            name,
            everywhere: everywhere && (known?.resources ?? []).length > 0,
          }).toEqual({ name, everywhere: false });
        }
      }
    }
  });
});
