import type { World } from '../state/world';
import { plantFault } from './faults';
import type { HealthyService, Maker } from './healthyService';
import { makeHealthyService } from './healthyService';
import type { StatementText } from './iam';

function allow(
  actions: string | string[],
  resources: string | string[],
): StatementText {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

const PROD = '111122223333';
const STAGING = '444455556666';

const s3Read = (bucket: string) => [
  allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`),
  allow('s3:ListBucket', `arn:aws:s3:::${bucket}`),
];
const s3Write = (bucket: string) => [
  allow(['s3:PutObject', 's3:PutObjectAcl'], `arn:aws:s3:::${bucket}/*`),
  allow('s3:ListBucket', `arn:aws:s3:::${bucket}`),
];
const table = (name: string, account = PROD) =>
  allow(
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    `arn:aws:dynamodb:eu-west-1:${account}:table/${name}`,
  );
const queue = (name: string, account = PROD) =>
  allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    `arn:aws:sqs:eu-west-1:${account}:${name}`,
  );
const secret = (name: string, account = PROD) =>
  allow(
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}-*`,
  );

interface Planned {
  /** `<cluster>/<namespace>/<name>`. */
  ref: string;
  maker: Maker;
  ageDays: number;
  replicas?: number;
  statements: StatementText[];
  /** The fault that it got, by name, and how long ago. */
  fault?: { name: string; daysAgo: number };
}

const HEALTHY: Planned[] = [
  {
    ref: 'prod-eu/production/orders-api',
    maker: 'terraform',
    ageDays: 310,
    replicas: 3,
    statements: s3Write('orders-uploads'),
  },
  {
    ref: 'prod-eu/production/orders-worker',
    maker: 'terraform',
    ageDays: 300,
    statements: [queue('orders'), table('orders')],
  },
  {
    ref: 'prod-eu/payments/ledger',
    maker: 'eksctl',
    ageDays: 280,
    replicas: 3,
    statements: [table('ledger'), ...s3Write('payments-ledger')],
  },
  {
    ref: 'prod-eu/payments/fraud-check',
    maker: 'terraform',
    ageDays: 150,
    statements: [secret('fraud-check')],
  },
  {
    ref: 'prod-eu/data/ingest',
    maker: 'hand',
    ageDays: 250,
    statements: s3Write('data-lake-raw'),
  },
  {
    ref: 'prod-eu/data/curator',
    maker: 'terraform',
    ageDays: 240,
    statements: [...s3Read('data-lake-raw'), ...s3Write('data-lake-curated')],
  },
  {
    ref: 'prod-eu/platform/backup',
    maker: 'eksctl',
    ageDays: 350,
    replicas: 1,
    statements: s3Write('platform-backups'),
  },
  {
    ref: 'prod-eu/shop/catalogue',
    maker: 'hand',
    ageDays: 200,
    replicas: 3,
    statements: [table('catalogue'), ...s3Read('shop-assets')],
  },
  {
    ref: 'prod-eu/shop/search',
    maker: 'terraform',
    ageDays: 90,
    statements: [queue('search-index')],
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
    fault: { name: 'no-oidc-provider', daysAgo: 12 },
  },
  {
    ref: 'prod-eu/data/exporter',
    maker: 'eksctl',
    ageDays: 390,
    statements: s3Read('data-lake-curated'),
    fault: { name: 'old-issuer', daysAgo: 385 },
  },
  {
    ref: 'prod-eu/production/invoicing',
    maker: 'hand',
    ageDays: 60,
    statements: s3Read('orders-uploads'),
    fault: { name: 'wrong-subject', daysAgo: 31 },
  },
  {
    ref: 'prod-eu/shop/recommendations',
    maker: 'terraform',
    ageDays: 75,
    statements: [table('recommendations')],
    fault: { name: 'wildcard-under-equals', daysAgo: 74 },
  },
  {
    ref: 'prod-eu/platform/log-shipper',
    maker: 'hand',
    ageDays: 40,
    statements: s3Write('platform-backups'),
    fault: { name: 'arn-prefixed-key', daysAgo: 40 },
  },
  {
    ref: 'prod-eu/payments/payouts',
    maker: 'terraform',
    ageDays: 140,
    statements: [secret('payouts'), table('payouts')],
    fault: { name: 'audience-differs', daysAgo: 9 },
  },
  {
    ref: 'prod-eu/shop/checkout',
    maker: 'eksctl',
    ageDays: 33,
    replicas: 3,
    statements: [queue('checkout'), table('baskets')],
    fault: { name: 'pod-older-than-annotation', daysAgo: 5 },
  },
  {
    ref: 'prod-eu/data/reporting',
    maker: 'hand',
    ageDays: 21,
    statements: s3Read('data-lake-curated'),
    fault: { name: 'mistyped-annotation', daysAgo: 20 },
  },
  {
    ref: 'prod-eu/production/notifications',
    maker: 'terraform',
    ageDays: 110,
    statements: [queue('notifications')],
    fault: { name: 'malformed-arn', daysAgo: 15 },
  },
  {
    ref: 'prod-eu/platform/cost-explorer',
    maker: 'hand',
    ageDays: 55,
    replicas: 1,
    statements: [allow('ce:GetCostAndUsage', '*')],
    fault: { name: 'path-left-out', daysAgo: 54 },
  },
  {
    ref: 'staging-eu/shop/images',
    maker: 'terraform',
    ageDays: 65,
    statements: s3Write('staging-shop-assets'),
    fault: { name: 'container-sets-role', daysAgo: 3 },
  },
  {
    ref: 'staging-eu/platform/ci-runner',
    maker: 'hand',
    ageDays: 170,
    statements: s3Write('staging-uploads'),
    fault: { name: 'no-subject', daysAgo: 169 },
  },
];

const DAY = 24 * 60 * 60 * 1000;

/** Makes the services of the company: all healthy at first; then some get their fault, each another. */
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
        service,
        planned.fault.name,
      );
    }
  }
}

function toService({ ref, replicas = 2, ...rest }: Planned): HealthyService {
  const [cluster, namespace, name] = ref.split('/');
  return { cluster, namespace, name, replicas, ...rest };
}
