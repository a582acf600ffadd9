import { namedResource } from './namedResource';

const AT = 'eu-west-1:111122223333';
const HERE = { accountId: '111122223333', region: 'eu-west-1' };

it.each([
  ['arn:aws:s3:::orders', 's3', 'orders'],
  ['arn:aws:s3:::orders/2026/a.pdf', 's3', 'orders'],
  [`arn:aws:sqs:${AT}:orders.fifo`, 'sqs', 'orders.fifo'],
  [`arn:aws:sns:${AT}:orders`, 'sns', 'orders'],
  [`arn:aws:sns:${AT}:orders:1234-56`, 'sns', 'orders'],
  [
    `arn:aws:secretsmanager:${AT}:secret:a/b-c-AbCd12`,
    'secretsmanager',
    'a/b-c',
  ],
  [`arn:aws:dynamodb:${AT}:table/orders`, 'dynamodb', 'orders'],
  [`arn:aws:dynamodb:${AT}:table/orders/index/by-day`, 'dynamodb', 'orders'],
  [`arn:aws:kms:${AT}:key/mrk-12ab`, 'kms', 'mrk-12ab'],
  [`arn:aws:ecr:${AT}:repository/team/orders`, 'ecr', 'team/orders'],
  [`arn:aws:lambda:${AT}:function:orders`, 'lambda', 'orders'],
  [`arn:aws:events:${AT}:event-bus/orders`, 'events', 'orders'],
  [`arn:aws:kinesis:${AT}:stream/orders`, 'kinesis', 'orders'],
  [`arn:aws:kinesis:${AT}:stream/orders/consumer/a:1`, 'kinesis', 'orders'],
  [`arn:aws:states:${AT}:stateMachine:orders`, 'states', 'orders'],
  [`arn:aws:states:${AT}:execution:orders:1a-2b`, 'states', 'orders'],
  [`arn:aws:states:${AT}:express:orders:1a:2b`, 'states', 'orders'],
])('finds the resource in %s', (arn, service, name) => {
  const place = service === 's3' ? { accountId: '', region: '' } : HERE;
  expect(namedResource(arn)).toEqual({ service, name, ...place });
});

it.each([
  '*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::orders-*/a',
  'arn:aws:s3:eu-west-1:111122223333:accesspoint/a',
  `arn:aws:sqs:${AT}:orders-*`,
  'arn:aws:sqs::111122223333:orders',
  'arn:aws:sqs:eu-west-1::orders',
  `arn:aws:kms:${AT}:key/*`,
  `arn:aws:kms:${AT}:alias/orders`,
  `arn:aws:secretsmanager:${AT}:secret:orders-??????`,
  `arn:aws:lambda:${AT}:function:orders:live`,
  `arn:aws:lambda:${AT}:function:orders:7`,
  `arn:aws:dynamodb:${AT}:table/orders/stream/2026-11-01T00:00:00.000`,
  `arn:aws:dynamodb:${AT}:table/orders/backup/01`,
  `arn:aws:kinesis:${AT}:stream/*`,
  `arn:aws:states:${AT}:execution:*:1a`,
  `arn:aws:states:${AT}:activity:orders`,
  `arn:aws:logs:${AT}:log-group:orders`,
  `arn:aws:constructor:${AT}:orders`,
])('finds no resource in %s', arn => {
  expect(namedResource(arn)).toBeUndefined();
});
