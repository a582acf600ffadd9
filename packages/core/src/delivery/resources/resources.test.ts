import { yamlOf, type Parsed } from '../__testUtils__/readers/files';
import { parseHcl } from '../__testUtils__/readers/hclFile';
import { objectProblems } from '../__testUtils__/problems';
import { templateProblems } from '../__testUtils__/schemas/cloudformation';
import { terraformLabel } from '../terraformLabel';
import { renderResources } from '.';

const grants = [
  { service: 's3', access: 'read', resource: 'orders.invoices' },
  { service: 's3', access: 'write', resource: 'orders.invoices' },
  { service: 'sqs', access: 'send', resource: 'orders.fifo' },
  { service: 'dynamodb', access: 'read', resource: 'Orders' },
  { service: 'secretsmanager', access: 'read', resource: 'orders/db' },
];
const S3 = terraformLabel(['s3', 'orders.invoices']);
const SQS = terraformLabel(['sqs', 'orders.fifo']);
const tags = { 'backstage-irsa.dev/entity': 'component:default/orders' };

const KEPT = {
  ack: {
    'services.k8s.aws/deletion-policy': 'retain',
    'services.k8s.aws/region': 'eu-west-1',
  },
  crossplane: [false, 'eu-west-1'],
};
const place = { tags, region: 'eu-west-1' };

describe('buckets, queues, and tables of grants', () => {
  it('are one file each for Terraform, and are private, encrypted, and retained', () => {
    const { files, notes } = renderResources('terraform', grants, place);
    expect(files.map(({ path }) => path)).toEqual([
      `${S3}.tf`,
      `${SQS}.tf`,
      'dynamodb_Orders.tf',
    ]);
    const [s3, sqs, dynamodb] = files.map(
      ({ content }) => parseHcl(content).resource,
    );
    expect(s3).toMatchObject({
      aws_s3_bucket: {
        [S3]: [
          {
            bucket: 'orders.invoices',
            tags,
            lifecycle: [{ prevent_destroy: true }],
          },
        ],
      },
      aws_s3_bucket_public_access_block: {
        [S3]: [
          {
            bucket: `\${aws_s3_bucket.${S3}.id}`,
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
    ).toEqual([S3]);
    expect(sqs.aws_sqs_queue[SQS][0]).toMatchObject({
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
    expect(notes).toEqual([expect.stringContaining('has the string key "id"')]);
  });

  it('are one stack each for CloudFormation, and are retained', () => {
    const { files } = renderResources('cloudformation', grants, place);
    const resources = files.map(
      ({ path }) => yamlOf(files, path)[0].Resources.Resource,
    );
    expect(resources.map(({ Type }) => Type)).toEqual([
      'AWS::S3::Bucket',
      'AWS::SQS::Queue',
      'AWS::DynamoDB::Table',
    ]);
    expect(
      files.flatMap(({ path }) => templateProblems(yamlOf(files, path)[0])),
    ).toEqual([]);
    resources.forEach(resource =>
      expect(resource).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      }),
    );
  });

  it.each(['ack', 'crossplane'] as const)(
    'match the CRDs of %s, and are in the region, private, encrypted, and retained',
    format => {
      const { files } = renderResources(format, grants, place);
      const [bucket, queue, table] = files.map(({ path }) =>
        yamlOf(files, path),
      );
      const objects = [...bucket, ...queue, ...table];
      expect(objectProblems[format](objects)).toEqual([]);
      const kept = {
        ack: ({ metadata }: Parsed) => metadata.annotations,
        crossplane: ({ spec }: Parsed) => [
          spec.managementPolicies.includes('Delete'),
          spec.forProvider.region,
        ],
      }[format];
      expect(objects.map(kept)).toEqual(objects.map(() => KEPT[format]));
      expect(
        objects.every(({ metadata }) => /^[a-z0-9-]+$/.test(metadata.name)),
      ).toBe(true);
      const text = files.map(({ content }) => content);
      expect(
        text[0].match(/(block|ignore|restrict)Public\w+: true/g),
      ).toHaveLength(4);
      expect(text[0]).toContain('sseAlgorithm: "AES256"');
      expect(text[1]).toMatch(/sqsManagedSse\w+: "?true/i);
      expect(text[1]).toMatch(/fifoQueue: "?true/);
      expect(text.every(one => one.includes('component:default/orders'))).toBe(
        true,
      );
    },
  );

  it.each([
    ['eksctl', grants, 'unsupported-by-format'],
    ['iam-json', grants, 'unsupported-by-format'],
    ['ack', grants.slice(4), 'nothing-to-create'],
  ] as const)('are not created for %s with %j: %s', (format, asked, rule) => {
    expect(renderResources(format, [...asked], place)).toMatchObject({
      files: [],
      violations: [{ field: 'createResources', rule }],
    });
  });
});
