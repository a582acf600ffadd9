import { EXTERNAL_NAME, WITHOUT_DELETION } from '../crossplane';
import { objectNameOf } from '../objectName';
import { toYaml } from '../yaml';
import {
  isFifo,
  TABLE_KEY,
  yamlPath,
  type NewResource,
  type ResourceFormat,
} from './types';

interface ManagedKind {
  group: string;
  kind: string;
  version?: string;
  /** Whether AWS identifies the resource by its own name. The provider determines the external names of other resources. */
  named?: boolean;
}

/** Returns a managed resource that AWS keeps after the object is deleted. Source: "Managed Resources", Crossplane documentation. */
function managed(
  { resource, region }: NewResource,
  { group, kind, version = 'v1beta2', named = false }: ManagedKind,
  forProvider: object,
) {
  return {
    apiVersion: `${group}.aws.upbound.io/${version}`,
    kind,
    metadata: {
      name: objectNameOf(resource),
      ...(named && { annotations: { [EXTERNAL_NAME]: resource } }),
    },
    spec: {
      managementPolicies: WITHOUT_DELETION,
      forProvider: { region, ...forProvider },
    },
  };
}

const BUCKET = { group: 's3', kind: 'Bucket', named: true };
const ACCESS_BLOCK = {
  group: 's3',
  kind: 'BucketPublicAccessBlock',
  version: 'v1beta1',
};
const ENCRYPTION = {
  group: 's3',
  kind: 'BucketServerSideEncryptionConfiguration',
};
const QUEUE = { group: 'sqs', kind: 'Queue', version: 'v1beta1' };
const TABLE = { group: 'dynamodb', kind: 'Table', named: true };

/** Managed resources of the Upbound provider family for AWS, in the storage versions of the provider. */
export const crossplane: ResourceFormat = {
  path: yamlPath,
  write: {
    s3: bucket =>
      toYaml(
        managed(bucket, BUCKET, { tags: bucket.tags }),
        managed(bucket, ACCESS_BLOCK, {
          bucket: bucket.resource,
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        }),
        managed(bucket, ENCRYPTION, {
          bucket: bucket.resource,
          rule: [
            { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
          ],
        }),
      ),
    sqs: queue =>
      toYaml(
        managed(queue, QUEUE, {
          name: queue.resource,
          ...(isFifo(queue.resource) && { fifoQueue: true }),
          sqsManagedSseEnabled: true,
          tags: queue.tags,
        }),
      ),
    dynamodb: table =>
      toYaml(
        managed(table, TABLE, {
          billingMode: 'PAY_PER_REQUEST',
          hashKey: TABLE_KEY,
          attribute: [{ name: TABLE_KEY, type: 'S' }],
          pointInTimeRecovery: { enabled: true },
          tags: table.tags,
        }),
      ),
  },
};
