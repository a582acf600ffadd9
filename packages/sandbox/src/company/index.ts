import { addAccessEntry } from '../aws/eks/accessEntries';
import { makeCluster } from '../kubernetes/makeCluster';
import { CallLog } from '../state/calls';
import { Propagation } from '../state/propagation';
import { Disturbances } from '../disturbances/Disturbances';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { Bucket, World } from '../state/world';
import { administratorArn, makeAccount } from './accounts';
import { addSystemWorkloads, createNamespaces } from './namespaces';
import { addOidcProvider } from './iam';
import { addServiceBoundary } from './serviceBoundary';
import { addManagedSamples } from './managedSamples';
import { makeOrganization } from './manyAccounts';
import { organizationPolicies } from './organization';
import { addNodeGroup } from './nodes';
import { addOnCall } from './people';
import { addPrincipals } from './principals';
import { addEncryptedResources, addNamedResources } from './resources';
import { plantServices } from './services';

export interface CompanyOptions {
  /** Returns the current time: the real time unless a test sets it. */
  now?: () => Date;
  /** Whether to add 3 services whose roles are marked as managed by CloudFormation, Terraform, and eksctl. */
  managedSamples?: boolean;
  /** Whether account prod has a second cluster, `prod-us`. */
  secondRegion?: boolean;
}

const REGION = 'eu-west-1';
const VERSION = '1.32';
const DAY = 24 * 60 * 60 * 1000;

const ACCOUNTS = [
  { id: '111122223333', alias: 'prod' },
  { id: '444455556666', alias: 'staging' },
];

const BUCKETS: Record<string, string[]> = {
  prod: [
    'orders-uploads',
    'payments-ledger',
    'data-lake-raw',
    'data-lake-curated',
    'platform-backups',
    'shop-assets',
  ],
  staging: ['staging-uploads', 'staging-shop-assets'],
};

/** Creates a realistic company: 2 accounts in an organization, 2 clusters, and services of various ages, some of them broken. */
export async function makeCompany({
  now = () => new Date(),
  managedSamples = false,
  secondRegion = false,
}: CompanyOptions = {}): Promise<World> {
  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY);
  const [prod, staging] = ACCOUNTS.map(({ id, alias }) =>
    makeAccount(id, alias, daysAgo(900)),
  );
  const places: [Account, string, string][] = [
    [prod, 'prod-eu', REGION],
    [staging, 'staging-eu', REGION],
  ];
  if (secondRegion) {
    places.push([prod, 'prod-us', 'us-east-1']);
  }
  const clusters = await Promise.all(
    places.map(([{ id }, name, region]) =>
      makeCluster({
        name,
        accountId: id,
        region,
        version: VERSION,
        createdAt: daysAgo(400),
      }),
    ),
  );
  const world: World = {
    accounts: new Map([prod, staging].map(account => [account.id, account])),
    clusters: new Map(clusters.map(cluster => [cluster.name, cluster])),
    buckets: new Map(
      [prod, staging].flatMap(account =>
        makeBuckets(account, daysAgo(380)).map(bucket => [bucket.name, bucket]),
      ),
    ),
    resources: new Map(),
    sessions: new Map(),
    calls: new CallLog(),
    disturbances: new Disturbances(),
    propagation: new Propagation(),
    services: [],
    now,
  };
  for (const account of [prod, staging]) {
    addServiceBoundary(account, daysAgo(399));
    account.serviceControlPolicies = organizationPolicies();
  }
  places.forEach(([account], index) =>
    furnish(account, clusters[index], daysAgo(399)),
  );
  addPrincipals(prod, clusters[0], daysAgo(300));
  world.organization = makeOrganization(world);
  plantServices(world);
  for (const account of [prod, staging]) {
    addNamedResources(world, account, daysAgo(370));
  }
  addEncryptedResources(world, {
    account: prod,
    region: REGION,
    at: daysAgo(200),
  });
  if (managedSamples) {
    addManagedSamples(world);
  }
  return world;
}

function furnish(account: Account, cluster: Cluster, at: Date): void {
  addAccessEntry(
    cluster,
    administratorArn(account.id),
    { groups: ['system:masters'] },
    at,
  );
  addOidcProvider(account, cluster.issuer, at);
  addNodeGroup(account, cluster, {
    name: 'general',
    roleName: `${cluster.name}-general-node`,
    instanceType: 'm6i.large',
    size: 3,
    createdAt: at,
    hopLimit: 1,
  });
  if (account.alias === 'prod') {
    // An excess that real node roles often have: S3 and DynamoDB, added in a hurry.
    addNodeGroup(account, cluster, {
      name: 'batch',
      roleName: `${cluster.name}-batch-node`,
      instanceType: 'c6i.xlarge',
      size: 2,
      createdAt: at,
      morePolicies: ['AmazonS3FullAccess', 'AmazonDynamoDBFullAccess'],
    });
  }
  createNamespaces(cluster, at);
  addOnCall(cluster, at);
  addSystemWorkloads(cluster, at);
}

function makeBuckets(account: Account, createdAt: Date): Bucket[] {
  return (BUCKETS[account.alias] ?? []).map(name => ({
    name,
    accountId: account.id,
    region: REGION,
    createdAt,
    objects: new Map(),
  }));
}
