import type { Statement } from '@backstage-irsa/iam-policy';
import { namedBuckets } from './buckets';

const on = (
  Resource: string[],
  change: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource,
  ...change,
});

it('reads no bucket for the ARN of an access point', () => {
  const statement = on([
    'arn:aws:s3:eu-west-1:111122223333:accesspoint/orders/object/*',
  ]);
  expect(
    namedBuckets([{ Version: '2012-10-17', Statement: [statement] }]),
  ).toEqual([]);
});

it('selects the first 5 buckets that are allowed by their exact names', () => {
  const buckets = ['one', 'two', 'three', 'four', 'five', 'six'];
  const statements = [
    on(['*', 'arn:aws:s3:::orders-*/*']),
    on(['arn:aws:s3:::never'], { Effect: 'Deny' }),
    ...buckets.map(name =>
      on([`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
    ),
  ];
  expect(
    namedBuckets([{ Version: '2012-10-17', Statement: statements }]),
  ).toEqual(buckets.slice(0, 5));
});
