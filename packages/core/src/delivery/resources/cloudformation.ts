import { tagList } from '../../model/tagList';
import { toYaml } from '../yaml';
import {
  isFifo,
  TABLE_KEY,
  yamlPath,
  type NewResource,
  type ResourceFormat,
} from './types';

function stack({ tags }: NewResource, Type: string, properties: object) {
  return toYaml({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Resource: {
        Type,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: { ...properties, Tags: tagList(tags) },
      },
    },
  });
}

/** One stack for each resource, which retains the resource after the stack is deleted. */
export const cloudformation: ResourceFormat = {
  path: yamlPath,
  write: {
    s3: bucket =>
      stack(bucket, 'AWS::S3::Bucket', {
        BucketName: bucket.resource,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
      }),
    sqs: queue =>
      stack(queue, 'AWS::SQS::Queue', {
        QueueName: queue.resource,
        ...(isFifo(queue.resource) && { FifoQueue: true }),
        SqsManagedSseEnabled: true,
      }),
    dynamodb: table =>
      stack(table, 'AWS::DynamoDB::Table', {
        TableName: table.resource,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: TABLE_KEY, AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: TABLE_KEY, KeyType: 'HASH' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
  },
};
