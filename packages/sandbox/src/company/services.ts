import type { FaultId } from '@backstage-irsa/core/model';
import type { World } from '../state/world';
import { plantFault } from './faults';
import type { HealthyService } from './healthyService';
import { makeHealthyService } from './healthyService';
import {
  allow,
  PROD,
  queue,
  s3Read,
  s3Write,
  secret,
  STAGING,
  table,
  topic,
} from './statements';

interface Planned
  extends Omit<HealthyService, 'cluster' | 'namespace' | 'name' | 'replicas'> {
  /** The service as `<cluster>/<namespace>/<name>`. */
  ref: string;
  replicas?: number;
  /** The fault of the service, and how many days ago it appeared. */
  fault?: { id: FaultId; daysAgo: number };
}

const HEALTHY: Planned[] = [
  {
    ref: 'prod-eu/production/orders-api',
    maker: 'terraform',
    ageDays: 310,
    replicas: 3,
    statements: s3Write('orders-uploads'),
    used: { s3: 0 },
  },
  {
    ref: 'prod-eu/production/orders-worker',
    maker: 'terraform',
    ageDays: 300,
    statements: [queue('orders'), table('orders')],
    used: { sqs: 0, dynamodb: 140 },
  },
  {
    ref: 'prod-eu/payments/ledger',
    maker: 'eksctl',
    ageDays: 280,
    replicas: 3,
    statements: [table('ledger'), ...s3Write('payments-ledger')],
    used: { dynamodb: 0, s3: 1 },
  },
  {
    ref: 'prod-eu/payments/fraud-check',
    maker: 'terraform',
    ageDays: 150,
    statements: [secret('fraud-check')],
    // Added in a hurry, and never moved to a reviewed policy.
    inline: {
      'decrypt-secrets': [
        allow(
          ['kms:Decrypt', 'kms:DescribeKey'],
          `arn:aws:kms:eu-west-1:${PROD}:key/5f1c7e9a-2b44-4d0e-9a57-1d2f0a7c3e88`,
        ),
      ],
    },
    used: { secretsmanager: 2 },
  },
  {
    ref: 'prod-eu/data/ingest',
    maker: 'hand',
    ageDays: 250,
    // This service can start a function with any role: a privilege escalation.
    statements: [
      ...s3Write('data-lake-raw'),
      allow(
        ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
        '*',
      ),
      allow(
        ['secretsmanager:ListSecrets', 'secretsmanager:GetSecretValue'],
        '*',
      ),
    ],
    used: { s3: 0, lambda: 190 },
  },
  {
    ref: 'prod-eu/data/curator',
    maker: 'terraform',
    ageDays: 240,
    statements: [
      ...s3Read('data-lake-raw'),
      ...s3Write('data-lake-curated').map(statement => ({
        ...statement,
        Condition: {
          StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f67890' },
        },
      })),
    ],
    used: { s3: 0 },
  },
  {
    ref: 'prod-eu/data/forecast',
    maker: 'terraform',
    ageDays: 230,
    // The policy was copied from another service. This one needs only its bucket and its queue.
    statements: [
      ...s3Read('data-lake-curated'),
      queue('forecast'),
      topic('forecast'),
      table('forecast'),
      secret('forecast'),
      allow(
        'events:PutEvents',
        `arn:aws:events:eu-west-1:${PROD}:event-bus/default`,
      ),
    ],
    used: { s3: 0, sqs: 1 },
  },
  {
    ref: 'prod-eu/platform/backup',
    maker: 'eksctl',
    ageDays: 350,
    replicas: 1,
    statements: [
      allow('s3:*', [
        'arn:aws:s3:::platform-backups',
        'arn:aws:s3:::platform-backups/*',
      ]),
      {
        Sid: 'KeepTheArchive',
        Effect: 'Deny',
        Action: ['s3:DeleteObject*', 's3:PutObject*'],
        Resource: 'arn:aws:s3:::platform-backups/archive/*',
      },
      allow('s3:ListAllMyBuckets', '*'),
    ],
    used: { s3: 0 },
  },
  {
    ref: 'prod-eu/shop/catalogue',
    maker: 'hand',
    ageDays: 200,
    replicas: 3,
    // The third action has a typo, which IAM accepts, and the last statement has been unused for years.
    statements: [
      table('catalogue'),
      ...s3Read('shop-assets'),
      allow(['s3:GetObjects', 's3:ListBucket'], 'arn:aws:s3:::shop-assets'),
      {
        ...allow(
          'sns:Publish',
          `arn:aws:sns:eu-west-1:${PROD}:catalogue-migration`,
        ),
        Condition: {
          DateLessThan: { 'aws:CurrentTime': '2024-07-01T00:00:00Z' },
        },
      },
    ],
    used: { dynamodb: 0, s3: 95 },
  },
  {
    ref: 'prod-eu/shop/search',
    maker: 'terraform',
    ageDays: 90,
    statements: [
      queue('search-index'),
      allow(
        ['es:ESHttpGet', 'es:ESHttpPost', 'es:ESHttpPut'],
        `arn:aws:es:eu-west-1:${PROD}:domain/shop/*`,
      ),
    ],
    // The boundary is older than the search engine.
    boundary: {
      name: 'shop-boundary',
      statements: [
        allow(['s3:*', 'sqs:*', 'dynamodb:*', 'es:ESHttpGet'], '*'),
        { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' },
      ],
    },
    used: { sqs: 0 },
  },
  {
    ref: 'staging-eu/shop/catalogue',
    maker: 'terraform',
    ageDays: 210,
    replicas: 1,
    statements: [table('catalogue', STAGING), ...s3Read('staging-shop-assets')],
  },
  {
    ref: 'staging-eu/production/orders-api',
    maker: 'terraform',
    ageDays: 320,
    replicas: 1,
    statements: s3Write('staging-uploads'),
  },
];

const BROKEN: Planned[] = [
  {
    ref: 'prod-eu/payments/settlement',
    maker: 'terraform',
    ageDays: 120,
    statements: [queue('settlement')],
    fault: { id: 'no-oidc-provider', daysAgo: 12 },
  },
  {
    ref: 'prod-eu/data/exporter',
    maker: 'eksctl',
    ageDays: 390,
    statements: s3Read('data-lake-curated'),
    fault: { id: 'old-issuer', daysAgo: 385 },
  },
  {
    ref: 'prod-eu/production/invoicing',
    maker: 'hand',
    ageDays: 60,
    statements: s3Read('orders-uploads'),
    fault: { id: 'wrong-subject', daysAgo: 31 },
  },
  {
    ref: 'prod-eu/shop/recommendations',
    maker: 'terraform',
    ageDays: 75,
    statements: [table('recommendations')],
    fault: { id: 'wildcard-under-equals', daysAgo: 74 },
  },
  {
    ref: 'prod-eu/platform/log-shipper',
    maker: 'hand',
    ageDays: 40,
    statements: s3Write('platform-backups'),
    fault: { id: 'arn-prefixed-key', daysAgo: 40 },
  },
  {
    ref: 'prod-eu/payments/payouts',
    maker: 'terraform',
    ageDays: 140,
    statements: [secret('payouts'), table('payouts')],
    fault: { id: 'audience-differs', daysAgo: 9 },
  },
  {
    ref: 'prod-eu/shop/checkout',
    maker: 'eksctl',
    ageDays: 33,
    replicas: 3,
    statements: [queue('checkout'), table('baskets')],
    fault: { id: 'pod-older-than-annotation', daysAgo: 5 },
  },
  {
    ref: 'prod-eu/data/reporting',
    maker: 'hand',
    ageDays: 21,
    statements: s3Read('data-lake-curated'),
    fault: { id: 'mistyped-annotation', daysAgo: 20 },
  },
  {
    ref: 'prod-eu/production/notifications',
    maker: 'terraform',
    ageDays: 110,
    statements: [queue('notifications')],
    fault: { id: 'malformed-arn', daysAgo: 15 },
  },
  {
    ref: 'prod-eu/platform/cost-explorer',
    maker: 'hand',
    ageDays: 55,
    replicas: 1,
    statements: [allow('ce:GetCostAndUsage', '*')],
    fault: { id: 'path-left-out', daysAgo: 54 },
  },
  {
    ref: 'staging-eu/shop/images',
    maker: 'terraform',
    ageDays: 65,
    statements: s3Write('staging-shop-assets'),
    fault: { id: 'container-sets-role', daysAgo: 3 },
  },
  {
    ref: 'staging-eu/platform/ci-runner',
    maker: 'hand',
    ageDays: 170,
    statements: s3Write('staging-uploads'),
    fault: { id: 'no-subject', daysAgo: 169 },
  },
];

const DAY = 24 * 60 * 60 * 1000;

/** Creates the services of the company. All are healthy at first, then some get a fault, each a different one. */
export function plantServices(world: World): void {
  for (const planned of [...HEALTHY, ...BROKEN]) {
    const service = toService(planned);
    const { cluster, namespace, name } = service;
    makeHealthyService(world, service);
    world.services.push({
      cluster,
      namespace,
      name,
      fault: null,
      description: 'Nothing is wrong.',
    });
    if (planned.fault) {
      const at = world.now().getTime() - planned.fault.daysAgo * DAY;
      plantFault(
        { ...world, now: () => new Date(at) },
        { fault: planned.fault.id, service: planned.ref },
      );
    }
  }
}

function toService({ ref, replicas = 2, ...rest }: Planned): HealthyService {
  const [cluster, namespace, name] = ref.split('/');
  return { cluster, namespace, name, replicas, ...rest };
}
