import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { askedOfOrganization } from './askedOfOrganization';

const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (
  Action: string | string[],
  Resource: string | string[],
  change: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...change });

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:orders';
const GET = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::orders/any',
  pattern: 'arn:aws:s3:::orders/*',
};

it('selects a few unconditionally allowed actions, starting with one for each service', () => {
  const documents = [
    documentOf(
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::orders/*'),
      allow('s3:*', '*'),
      allow('sns:Publish', '*', {
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      }),
      allow('kms:Decrypt', '*', { Effect: 'Deny' }),
    ),
    documentOf(
      allow('sqs:SendMessage', 'arn:aws:sqs:*:*:orders-*'),
      allow('sns:Publish', TOPIC),
    ),
  ];
  const origin = { accountId: '111122223333', region: 'eu-west-1' };
  expect(askedOfOrganization(documents, origin)).toEqual([
    GET,
    {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:eu-west-1:111122223333:orders-any',
      pattern: 'arn:aws:sqs:*:*:orders-*',
    },
    { action: 'sns:Publish', resource: TOPIC, pattern: TOPIC },
    { ...GET, action: 's3:PutObject' },
  ]);
});
