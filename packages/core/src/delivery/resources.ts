import type { Grant, RenderedFile, RenderFormat } from '../model/types';
import type { Pairs } from '../planning/types';
import { attribute, block, HclExpression, writeHcl, type HclItem } from './hcl';
import { toYaml } from './yaml';

/** How one kind of resource is created: encrypted, closed to the public, and kept when its file goes. */
interface ResourceKind {
  terraform(name: string, label: string, tags: Pairs): HclItem[];
  cloudformation(name: string): { Type: string; Properties: object };
  /** What somebody has to decide before it is created. */
  note?(name: string): string;
}

const keep = block('lifecycle', [], [attribute('prevent_destroy', true)]);

const bucket: ResourceKind = {
  terraform(name, label, tags) {
    const id = HclExpression.reference('aws_s3_bucket', label, 'id');
    const flags = [
      'block_public_acls',
      'block_public_policy',
      'ignore_public_acls',
      'restrict_public_buckets',
    ];
    const encryption = block(
      'apply_server_side_encryption_by_default',
      [],
      [attribute('sse_algorithm', 'AES256')],
    );
    return [
      block(
        'resource',
        ['aws_s3_bucket', label],
        [attribute('bucket', name), attribute('tags', tags), keep],
      ),
      block(
        'resource',
        ['aws_s3_bucket_public_access_block', label],
        [attribute('bucket', id), ...flags.map(flag => attribute(flag, true))],
      ),
      block(
        'resource',
        ['aws_s3_bucket_server_side_encryption_configuration', label],
        [attribute('bucket', id), block('rule', [], [encryption])],
      ),
    ];
  },
  cloudformation: name => ({
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: name,
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
    },
  }),
};

const isFifo = (name: string) => name.endsWith('.fifo');

const queue: ResourceKind = {
  terraform: (name, label, tags) => [
    block(
      'resource',
      ['aws_sqs_queue', label],
      [
        attribute('name', name),
        ...(isFifo(name) ? [attribute('fifo_queue', true)] : []),
        attribute('sqs_managed_sse_enabled', true),
        attribute('tags', tags),
      ],
    ),
  ],
  cloudformation: name => ({
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: name,
      ...(isFifo(name) && { FifoQueue: true }),
      SqsManagedSseEnabled: true,
    },
  }),
};

const KEY = 'id';

const table: ResourceKind = {
  terraform: (name, label, tags) => [
    block(
      'resource',
      ['aws_dynamodb_table', label],
      [
        attribute('name', name),
        attribute('billing_mode', 'PAY_PER_REQUEST'),
        attribute('hash_key', KEY),
        attribute('tags', tags),
        block(
          'attribute',
          [],
          [attribute('name', KEY), attribute('type', 'S')],
        ),
        block('point_in_time_recovery', [], [attribute('enabled', true)]),
        keep,
      ],
    ),
  ],
  cloudformation: name => ({
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: KEY, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: KEY, KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  }),
  note: name =>
    `Table ${name} has the key "${KEY}", a string: change it before you merge, since a table keeps its key.`,
};

const KINDS = new Map([
  ['s3', bucket],
  ['sqs', queue],
  ['dynamodb', table],
]);

function contentOf(
  format: 'terraform' | 'cloudformation',
  kind: ResourceKind,
  { service, resource }: Grant,
  tags: Pairs,
): string {
  if (format === 'terraform') {
    const label = `${service}_${resource}`.replace(/[^A-Za-z0-9_-]/g, '_');
    return writeHcl(kind.terraform(resource, label, tags));
  }
  const { Type, Properties } = kind.cloudformation(resource);
  return toYaml({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Resource: {
        Type,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          ...Properties,
          Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        },
      },
    },
  });
}

/**
 * Files that create the buckets, queues and tables of grants: one for each, so that another request edits none and removes none. Undefined where the format
 * has no words for them here.
 *
 * @public
 */
export function resourceFiles(
  format: RenderFormat,
  grants: Grant[],
  tags: Record<string, string>,
): { files: RenderedFile[]; notes: string[] } | undefined {
  if (format !== 'terraform' && format !== 'cloudformation') return undefined;
  const ending = format === 'terraform' ? 'tf' : 'yaml';
  const files = new Map<string, string>();
  const notes = new Set<string>();
  for (const grant of grants) {
    const kind = KINDS.get(grant.service);
    if (!kind) continue;
    const path = `${grant.service}_${grant.resource}.${ending}`;
    files.set(path, contentOf(format, kind, grant, tags));
    if (kind.note) notes.add(kind.note(grant.resource));
  }
  return {
    files: [...files].map(([path, content]) => ({ path, content })),
    notes: [...notes],
  };
}
