import { decideWith } from '../__testUtils__/cases';
import { loadCatalogue } from '../catalogue';
import type { ActionCatalogue } from '../summary/types';

let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue();
});

const BUCKET = 'arn:aws:s3:::bucket';
const warningsOf = (action: string, resource: string) => {
  const allowAll = {
    Effect: 'Allow' as const,
    Action: '*',
    Resource: '*',
  };
  const result = decideWith(
    { catalogue },
    { action, resource, statements: [allowAll] },
  );
  expect(result.decision).toBe('Allowed');
  return result.warnings;
};

// Service Authorization Reference, "Actions table" of each service.
describe('warnings about a request', () => {
  it.each([
    ['s3:GetObject', `${BUCKET}/key`],
    ['S3:getobject', `${BUCKET}/a/b`],
    ['s3:GetObject', `${BUCKET}/*`],
    ['s3:GetObject', '*'],
    ['s3:ListBucket', BUCKET],
    ['s3:ListAllMyBuckets', '*'],
    ['kms:ListKeys', '*'],
    ['kms:CreateKey', '*'],
    ['sts:GetServiceBearerToken', '*'],
    ['iam:PassRole', '*'],
    ['sqs:SendMessage', 'arn:aws-cn:sqs:cn-north-1:111122223333:orders'],
  ])('are not given for %s on %s', (action, resource) => {
    expect(warningsOf(action, resource)).toEqual([]);
  });

  it.each([
    ['an action that AWS does not have', 's3:GetObjekt', `${BUCKET}/key`],
    ['a service that AWS does not have', 's33:GetObject', '*'],
    ['a text that is not an action', 'GetObject', '*'],
  ])('report %s', (_what, action, resource) => {
    expect(warningsOf(action, resource)).toEqual([
      {
        cause: 'unknown-action',
        message: `Unknown AWS action ${action}. Check its spelling.`,
      },
    ]);
  });

  it.each([
    [
      's3:GetObject',
      BUCKET,
      `s3:GetObject does not apply to ${BUCKET}, but to `,
    ],
    [
      's3:ListAllMyBuckets',
      BUCKET,
      `s3:ListAllMyBuckets applies to no resource. Use "*" instead of ${BUCKET}.`,
    ],
    [
      'sqs:SendMessage',
      'arn:aws:sns:eu-west-1:111122223333:orders',
      'sqs:SendMessage does not apply to arn:aws:sns:eu-west-1:111122223333:orders, but to',
    ],
  ])('report that %s is not used on %s', (action, resource, message) => {
    expect(warningsOf(action, resource)).toEqual([
      {
        cause: 'resource-type',
        message: expect.stringContaining(message),
      },
    ]);
  });

  it.each([
    [
      'kms:Decrypt',
      'the key policy of each KMS key. Name a key instead of "*".',
    ],
    [
      'kms:CreateAlias',
      'the key policy of each KMS key. Name a key instead of "*".',
    ],
    [
      'sts:AssumeRole',
      'the trust policy of each role. Name a role instead of "*".',
    ],
    [
      'STS:tagsession',
      'the trust policy of each role. Name a role instead of "*".',
    ],
  ])('report that the policy of each resource decides %s', (action, rest) => {
    expect(warningsOf(action, '*')).toEqual([
      {
        cause: 'resource-decides',
        message: `Whether ${action} is allowed depends on ${rest}`,
      },
    ]);
  });
});
