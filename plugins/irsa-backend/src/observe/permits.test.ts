import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { namedBuckets } from './buckets';
import { askedOfOrganization } from './permits';

const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (
  Action: string | string[],
  Resource: string | string[],
  change: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...change });

it('asks about a handful of what is surely allowed, of every service first', () => {
  const documents = [
    documentOf(
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::orders/*'),
      allow('s3:*', '*'),
      allow('sns:Publish', '*', {
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      }),
      allow('kms:Decrypt', '*', { Effect: 'Deny' }),
    ),
    documentOf(allow('sqs:SendMessage', 'arn:aws:sqs:*:*:orders-*')),
  ];
  const origin = { accountId: '111122223333', region: 'eu-west-1' };
  expect(askedOfOrganization(documents, origin)).toEqual([
    { action: 's3:GetObject', resource: 'arn:aws:s3:::orders/any' },
    {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:eu-west-1:111122223333:orders-any',
    },
    { action: 's3:PutObject', resource: 'arn:aws:s3:::orders/any' },
  ]);
});

it('reads the policies of the first five buckets named exactly', () => {
  const buckets = ['one', 'two', 'three', 'four', 'five', 'six'];
  expect(
    namedBuckets([
      documentOf(
        allow('s3:GetObject', ['*', 'arn:aws:s3:::orders-*/*']),
        allow('s3:GetObject', 'arn:aws:s3:::never', { Effect: 'Deny' }),
        ...buckets.map(name =>
          allow('s3:*', [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
        ),
      ),
    ]),
  ).toEqual(buckets.slice(0, 5));
});
