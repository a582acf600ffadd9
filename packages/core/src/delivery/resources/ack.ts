import { objectNameOf } from '../objectName';
import { toYaml } from '../yaml';
import {
  isFifo,
  TABLE_KEY,
  yamlPath,
  type NewResource,
  type ResourceFormat,
} from './types';

/**
 * Returns an object in the region of the cluster. AWS keeps the resource after the object is deleted. Source: "Manage Resources In Multiple Regions"
 * and "Deletion Policy", ACK documentation.
 */
function object(
  { resource, region }: NewResource,
  [group, kind]: [string, string],
  spec: object,
): string {
  return toYaml({
    apiVersion: `${group}.services.k8s.aws/v1alpha1`,
    kind,
    metadata: {
      name: objectNameOf(resource),
      annotations: {
        'services.k8s.aws/region': region,
        'services.k8s.aws/deletion-policy': 'retain',
      },
    },
    spec,
  });
}

function tagsOf({ tags }: NewResource) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

/** Objects of AWS Controllers for Kubernetes. Queue flags are texts, as in the SQS API. */
export const ack: ResourceFormat = {
  path: yamlPath,
  write: {
    s3: bucket =>
      object(bucket, ['s3', 'Bucket'], {
        name: bucket.resource,
        publicAccessBlock: {
          blockPublicACLs: true,
          blockPublicPolicy: true,
          ignorePublicACLs: true,
          restrictPublicBuckets: true,
        },
        encryption: {
          rules: [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
          ],
        },
        tagging: { tagSet: tagsOf(bucket) },
      }),
    sqs: queue =>
      object(queue, ['sqs', 'Queue'], {
        queueName: queue.resource,
        ...(isFifo(queue.resource) && { fifoQueue: 'true' }),
        sqsManagedSSEEnabled: 'true',
        tags: queue.tags,
      }),
    dynamodb: table =>
      object(table, ['dynamodb', 'Table'], {
        tableName: table.resource,
        billingMode: 'PAY_PER_REQUEST',
        attributeDefinitions: [
          { attributeName: TABLE_KEY, attributeType: 'S' },
        ],
        keySchema: [{ attributeName: TABLE_KEY, keyType: 'HASH' }],
        continuousBackups: { pointInTimeRecoveryEnabled: true },
        tags: tagsOf(table),
      }),
  },
};
