import { yamlOf } from './__testUtils__/readers/files';
import { parseHcl } from './__testUtils__/readers/hclFile';
import { resourceFiles } from './resources';

const grants = [
  { service: 's3', access: 'read', resource: 'orders.invoices' },
  { service: 's3', access: 'write', resource: 'orders.invoices' },
  { service: 'sqs', access: 'send', resource: 'orders.fifo' },
  { service: 'dynamodb', access: 'read', resource: 'Orders' },
  { service: 'secretsmanager', access: 'read', resource: 'orders/db' },
];
const tags = { 'backstage-irsa.dev/entity': 'component:default/orders' };

describe('buckets, queues and tables of grants', () => {
  it('are a file each for Terraform, closed, encrypted and kept', () => {
    const { files, notes } = resourceFiles('terraform', grants, tags)!;
    expect(files.map(({ path }) => path)).toEqual([
      's3_orders.invoices.tf',
      'sqs_orders.fifo.tf',
      'dynamodb_Orders.tf',
    ]);
    const [s3, sqs, dynamodb] = files.map(
      ({ content }) => parseHcl(content).resource,
    );
    expect(s3).toMatchObject({
      aws_s3_bucket: {
        s3_orders_invoices: [
          {
            bucket: 'orders.invoices',
            tags,
            lifecycle: [{ prevent_destroy: true }],
          },
        ],
      },
      aws_s3_bucket_public_access_block: {
        s3_orders_invoices: [
          {
            bucket: '${aws_s3_bucket.s3_orders_invoices.id}',
            block_public_acls: true,
            block_public_policy: true,
            ignore_public_acls: true,
            restrict_public_buckets: true,
          },
        ],
      },
    });
    expect(
      Object.keys(s3.aws_s3_bucket_server_side_encryption_configuration),
    ).toEqual(['s3_orders_invoices']);
    expect(sqs.aws_sqs_queue.sqs_orders_fifo[0]).toMatchObject({
      name: 'orders.fifo',
      fifo_queue: true,
      sqs_managed_sse_enabled: true,
    });
    expect(dynamodb.aws_dynamodb_table.dynamodb_Orders[0]).toMatchObject({
      name: 'Orders',
      hash_key: 'id',
      attribute: [{ name: 'id', type: 'S' }],
      lifecycle: [{ prevent_destroy: true }],
    });
    expect(notes).toEqual([expect.stringContaining('has the key "id"')]);
  });

  it('are a stack each for CloudFormation, which retains them', () => {
    const { files } = resourceFiles('cloudformation', grants, tags)!;
    const resources = files.map(
      ({ path }) => yamlOf(files, path)[0].Resources.Resource,
    );
    expect(resources.map(({ Type }) => Type)).toEqual([
      'AWS::S3::Bucket',
      'AWS::SQS::Queue',
      'AWS::DynamoDB::Table',
    ]);
    resources.forEach(resource =>
      expect(resource).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      }),
    );
  });

  it('are no files of other formats', () => {
    expect(resourceFiles('ack', grants, tags)).toBeUndefined();
  });
});
