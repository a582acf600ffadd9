import { attribute, block, HclExpression, writeHcl } from '../hcl';
import { terraformLabel } from '../terraformLabel';
import { isFifo, TABLE_KEY, type ResourceFormat } from './types';

const keep = block('lifecycle', [], [attribute('prevent_destroy', true)]);

const bucket: ResourceFormat['write']['s3'] = ({ resource, tags }) => {
  const label = terraformLabel(['s3', resource]);
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
  return writeHcl([
    block(
      'resource',
      ['aws_s3_bucket', label],
      [attribute('bucket', resource), attribute('tags', tags), keep],
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
  ]);
};

const queue: ResourceFormat['write']['sqs'] = ({ resource, tags }) =>
  writeHcl([
    block(
      'resource',
      ['aws_sqs_queue', terraformLabel(['sqs', resource])],
      [
        attribute('name', resource),
        ...(isFifo(resource) ? [attribute('fifo_queue', true)] : []),
        attribute('sqs_managed_sse_enabled', true),
        attribute('tags', tags),
      ],
    ),
  ]);

const table: ResourceFormat['write']['dynamodb'] = ({ resource, tags }) =>
  writeHcl([
    block(
      'resource',
      ['aws_dynamodb_table', terraformLabel(['dynamodb', resource])],
      [
        attribute('name', resource),
        attribute('billing_mode', 'PAY_PER_REQUEST'),
        attribute('hash_key', TABLE_KEY),
        attribute('tags', tags),
        block(
          'attribute',
          [],
          [attribute('name', TABLE_KEY), attribute('type', 'S')],
        ),
        block('point_in_time_recovery', [], [attribute('enabled', true)]),
        keep,
      ],
    ),
  ]);

/** Terraform resources. `prevent_destroy` protects buckets and tables as long as their block exists. */
export const terraform: ResourceFormat = {
  path: (service, resource) => `${terraformLabel([service, resource])}.tf`,
  write: { s3: bucket, sqs: queue, dynamodb: table },
};
