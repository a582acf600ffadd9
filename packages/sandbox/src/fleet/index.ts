import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { addNodeGroup } from '../company/nodes';
import { nodes } from '../kubernetes/resources/nodes';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { BucketWriter } from './buckets';
import { noFaults, type PlantedFaults } from './faults';
import {
  type Fleet,
  type FleetOptions,
  type FleetSize,
  sizeOfFleet,
} from './options';
import { type PlannedCluster, planFleet, strayRoles } from './plan';
import { Random } from './random';
import { RoleWriter } from './roles';
import { WorkloadWriter } from './workloads';

const PODS_OF_A_NODE = 50;
const ROLES_FOR_A_USER = 20;
const DAY = 24 * 60 * 60 * 1000;

/** Adds the fleet to the world, and returns its planted faults. */
export function addFleet(world: World, options: FleetOptions): Fleet {
  const size = sizeOfFleet(options);
  const random = Random.create(size.seed);
  const planted = noFaults();
  const now = world.now();
  const clusters = clustersOf(world, size);
  const accounts = new Map(
    clusters.map(({ accountId }) => [accountId, accountOf(world, accountId)]),
  );
  const buckets = new BucketWriter(world);
  const writers = new Map(
    [...accounts].map(([id, account]) => [
      id,
      RoleWriter.create(account, { now, random, planted, buckets }),
    ]),
  );
  for (const cluster of clusters) {
    const account = accountOf(world, cluster.accountId);
    addNodes(account, cluster, size.pods / clusters.length, now);
  }
  const rolesBefore = countRoles(accounts.values());
  const plans = planFleet(
    size,
    clusters.map(({ name }) => name),
    random,
  );
  for (const [index, plan] of plans.entries()) {
    const cluster = clusters[index];
    fillCluster(cluster, plan, {
      roles: writerOf(writers, cluster.accountId),
      workloads: WorkloadWriter.create(cluster, {
        nodes: cluster.store.list(nodes),
        now,
        random,
      }),
      planted,
    });
  }
  for (let i = 0; i < strayRoles(size.roles).orphans; i++) {
    const cluster = clusters[i % clusters.length];
    writerOf(writers, cluster.accountId).addOrphan(cluster, i);
  }
  const ids = [...accounts.keys()];
  const missing = size.roles + rolesBefore - countRoles(accounts.values());
  for (let i = 0; i < missing; i++) {
    writerOf(writers, ids[i % ids.length]).addUnrelated(i);
  }
  for (let i = 0; i < size.roles / ROLES_FOR_A_USER; i++) {
    writerOf(writers, ids[i % ids.length]).addUser(i);
  }
  for (const account of accounts.values()) {
    account.rolesQuota = 1000 * Math.ceil((account.roles.size + 500) / 1000);
  }
  return { size, planted };
}

/** Returns the clusters in the accounts of the fleet, in the order of their creation. */
function clustersOf({ accounts, clusters }: World, size: FleetSize): Cluster[] {
  const ids = [...accounts.keys()].slice(0, size.accounts);
  return [...clusters.values()]
    .filter(({ accountId }) => ids.includes(accountId))
    .slice(0, size.clusters);
}

function accountOf({ accounts }: World, id: string): Account {
  const account = accounts.get(id);
  if (!account) {
    throw new Error(`unknown account ${id}`);
  }
  return account;
}

function writerOf(writers: Map<string, RoleWriter>, id: string): RoleWriter {
  const writer = writers.get(id);
  if (!writer) {
    throw new Error(`unknown account ${id}`);
  }
  return writer;
}

function countRoles(accounts: Iterable<Account>): number {
  return [...accounts].reduce((sum, { roles }) => sum + roles.size, 0);
}

/** Adds 3 node groups, large enough for the pods. One restricts pod access to the metadata service, and one has an overly permissive role. */
function addNodes(
  account: Account,
  cluster: Cluster,
  pods: number,
  now: Date,
): void {
  const groups = [
    { name: 'apps', hopLimit: 1 },
    { name: 'apps-spot' },
    {
      name: 'apps-legacy',
      morePolicies: ['AmazonS3FullAccess', 'AmazonSQSFullAccess'],
    },
  ];
  for (const group of groups) {
    addNodeGroup(account, cluster, {
      ...group,
      roleName: `${cluster.name}-${group.name}-node`,
      instanceType: 'm6i.2xlarge',
      size: Math.max(1, Math.ceil(pods / PODS_OF_A_NODE / groups.length)),
      createdAt: new Date(now.getTime() - 300 * DAY),
    });
  }
}

function fillCluster(
  cluster: Cluster,
  plan: PlannedCluster,
  to: { roles: RoleWriter; workloads: WorkloadWriter; planted: PlantedFaults },
): void {
  const { roles, workloads, planted } = to;
  plan.namespaces.forEach(namespace => workloads.addNamespace(namespace));
  for (const role of plan.roles) {
    const arn = roles.add(cluster, role);
    for (const member of role.members) {
      workloads.addMember(role, member, arn);
      const ref = formatServiceAccountRef({ cluster: cluster.name, ...member });
      for (const fault of faultsOf(role, member)) {
        planted[fault].push(ref);
      }
    }
  }
  const count = plan.namespaces.length;
  plan.namespaces.forEach(({ name }, index) => {
    const before = Math.floor((plan.plainPods * index) / count);
    const upTo = Math.floor((plan.plainPods * (index + 1)) / count);
    if (upTo > before) {
      workloads.addPlain(name, upTo - before);
    }
  });
}

/** Returns the faults that are reported for the ServiceAccount. Those of its role are reported for the role. */
function faultsOf(
  { trustFault }: PlannedCluster['roles'][number],
  { name, replicas, fault }: PlannedCluster['roles'][number]['members'][number],
): (keyof PlantedFaults)[] {
  return [
    ...(trustFault === 'wrong-subject' ||
    trustFault === 'missing-role' ||
    trustFault === 'dead-issuer'
      ? [trustFault]
      : []),
    ...(name === 'default' ? (['default-service-account'] as const) : []),
    ...(fault && replicas > 0 ? [fault] : []),
  ];
}
