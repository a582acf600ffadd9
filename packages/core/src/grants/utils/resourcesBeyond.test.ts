import { resourcesBeyond } from './resourcesBeyond';

const CONTEXT = {
  ...{ partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
};
const beyond = (
  service: string,
  access: string,
  resource: string,
  ...patterns: string[]
) => resourcesBeyond({ service, access, resource }, CONTEXT, patterns);

// Each case: the grant, the patterns, and the resources of the grant that no pattern covers.
it.each([
  ['s3', 'read', 'payments-a', ['arn:aws:s3:::payments-*'], []],
  ['s3', 'read', 'payments-a', ['*'], []],
  ['s3', 'read', 'payments-a', ['arn:aws:s3:::x', 'arn:*:s3:::*'], []],
  [
    's3',
    'read',
    'payments-a',
    ['arn:aws:s3:::payments-a'],
    ['arn:aws:s3:::payments-a/*'],
  ],
  [
    's3',
    'read-write',
    'orders',
    ['arn:aws:s3:::payments-*'],
    ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders'],
  ],
  [
    's3',
    'read',
    'orders',
    [],
    ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders'],
  ],
  [
    'secretsmanager',
    'read',
    'payments/db',
    ['arn:aws:secretsmanager:*:*:secret:payments/*'],
    [],
  ],
  [
    'secretsmanager',
    'read',
    'orders/db',
    ['arn:aws:secretsmanager:*:*:secret:payments/*'],
    ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders/db-??????'],
  ],
  [
    'sqs',
    'send',
    'payments',
    ['arn:aws:sqs:*:444455556666:*'],
    ['arn:aws:sqs:eu-west-1:111122223333:payments'],
  ],
  // The login to a registry does not apply to a repository.
  ['ecr', 'pull', 'payments/a', ['arn:aws:ecr:*:*:repository/payments/*'], []],
  ['cloudwatch', 'publish', 'Payments', ['arn:aws:s3:::x'], []],
  // Other rules check these grants.
  ['sts', 'assume-role', 'arn:aws:iam::444455556666:role/reports', [], []],
  ['s3', 'read', 'No bucket', [], []],
  ['s3', 'constructor', 'orders', [], []],
  ['moon', 'read', 'orders', [], []],
])('%s/%s on %s of %j: %j', (service, access, resource, patterns, expected) => {
  expect(beyond(service, access, resource, ...patterns)).toEqual(expected);
});
