import type { StatementText } from './iam';

/** Returns a statement that allows actions on resources. */
export function allow(
  actions: string | string[],
  resources: string | string[],
): StatementText {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

export const PROD = '111122223333';
export const STAGING = '444455556666';

/** Statements to read from a bucket. */
export const s3Read = (bucket: string) => [
  allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`),
  allow('s3:ListBucket', `arn:aws:s3:::${bucket}`),
];
/** Statements to write to a bucket. */
export const s3Write = (bucket: string) => [
  allow(['s3:PutObject', 's3:PutObjectAcl'], `arn:aws:s3:::${bucket}/*`),
  allow('s3:ListBucket', `arn:aws:s3:::${bucket}`),
];
/** A statement to use a DynamoDB table. */
export const table = (name: string, account = PROD) =>
  allow(
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`,
  );
/** A statement to receive messages from an SQS queue. */
export const queue = (name: string, account = PROD) =>
  allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    `arn:aws:sqs:eu-west-1:${account}:${name}`,
  );
/** A statement to read a secret. */
export const secret = (name: string, account = PROD) =>
  allow(
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-*`,
  );
/** A statement to publish to an SNS topic. */
export const topic = (name: string, account = PROD) =>
  allow('sns:Publish', `arn:aws:sns:eu-west-1:${account}:${name}`);
