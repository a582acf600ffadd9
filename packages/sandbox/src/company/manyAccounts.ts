import { addAccessEntry } from '../aws/eks/accessEntries';
import { makeCluster } from '../kubernetes/makeCluster';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import { POLICY_TYPES, type Organization } from '../state/organization';
import type { World } from '../state/world';
import { makeAccount } from './accounts';
import { addRole, policyText, type StatementText } from './iam';
import { attachControls } from './organization';

/**
 * The number of accounts and clusters that an organization has in addition to those of the company.
 *
 * @public
 */
export interface OrganizationOptions {
  accounts: number;
  clusters: number;
}

/** The role that the backend assumes in each account from account prod. */
const ROLE = 'backstage-irsa';

const HOME = '111122223333';
const MANAGEMENT = '999900000000';
const REGIONS = ['eu-west-1', 'eu-central-1'];
const FIRST_ACCOUNT = 200_000_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the organization of the company: the management account and its 2 accounts. Account prod can read it. */
export function makeOrganization(world: World): Organization {
  const joinedAt = new Date(world.now().getTime() - 900 * DAY_MS);
  const organization: Organization = {
    id: 'o-company001',
    rootId: 'r-comp',
    managementAccountId: MANAGEMENT,
    delegatedAdministrators: new Set([HOME]),
    policyTypes: new Set(POLICY_TYPES),
    attached: new Map(),
    units: new Map(
      [
        { id: 'ou-comp-workloads', name: 'workloads', parentId: 'r-comp' },
        {
          id: 'ou-comp-teams0001',
          name: 'teams',
          parentId: 'ou-comp-workloads',
        },
        { id: 'ou-comp-attic0001', name: 'attic', parentId: 'r-comp' },
      ].map(unit => [unit.id, unit]),
    ),
    members: new Map(),
  };
  const add = (id: string, name: string, parentId: string) =>
    organization.members.set(id, {
      ...{ id, name, parentId, joinedAt },
      state: 'ACTIVE',
    });
  add(MANAGEMENT, 'management', organization.rootId);
  for (const { id, alias } of world.accounts.values()) {
    add(id, alias, 'ou-comp-workloads');
  }
  return organization;
}

/**
 * Adds accounts named `team-001` and so on, and clusters `apps-001` and so on, spread over these accounts and 2 regions. Each account has the
 * backend's role, which has access to the clusters. All clusters share keys, which makes them cheap. The last account is suspended, and every tenth
 * has the tag `environment` with the value `sandbox`. Service and resource control policies with conditions apply at 3 levels.
 */
export async function addAccounts(
  world: World,
  { accounts, clusters }: OrganizationOptions,
): Promise<void> {
  const at = world.now();
  if (world.organization) attachControls(world.organization);
  const added: Account[] = [];
  for (let index = 1; index <= accounts; index += 1) {
    const name = `team-${String(index).padStart(3, '0')}`;
    const account = makeAccount(String(FIRST_ACCOUNT + index), name, at);
    addBackendRole(account, at);
    world.accounts.set(account.id, account);
    world.organization?.members.set(account.id, {
      ...{ id: account.id, name, joinedAt: at, parentId: 'ou-comp-teams0001' },
      state: index === accounts ? 'SUSPENDED' : 'ACTIVE',
      tags: { environment: index % 10 === 0 ? 'sandbox' : 'production' },
    });
    added.push(account);
  }
  for (let index = 0; index < clusters; index += 1) {
    await addCluster(world, {
      name: `apps-${String(index + 1).padStart(3, '0')}`,
      accountId: added[index % added.length].id,
      region: REGIONS[index % REGIONS.length],
    });
  }
}

/** Adds a cluster to an account and gives the backend's role access to it. */
export async function addCluster(
  world: World,
  place: Pick<Cluster, 'name' | 'accountId' | 'region'>,
): Promise<Cluster> {
  const at = world.now();
  const cluster = await makeCluster({
    ...place,
    version: '1.32',
    createdAt: at,
    keysOf: 'apps',
  });
  const account = world.accounts.get(place.accountId);
  const role = account?.roles.get(ROLE);
  if (role) addAccessEntry(cluster, role.arn, { groups: [ROLE] }, at);
  world.clusters.set(cluster.name, cluster);
  return cluster;
}

function addBackendRole(account: Account, createdAt: Date): void {
  const trust: StatementText = {
    Effect: 'Allow',
    Principal: { AWS: `arn:${account.partition}:iam::${HOME}:root` },
    Action: 'sts:AssumeRole',
  };
  const reads: StatementText = {
    Effect: 'Allow',
    Action: [
      'eks:Describe*',
      'eks:List*',
      'iam:Get*',
      'iam:List*',
      'ec2:Describe*',
    ],
    Resource: '*',
  };
  addRole(account, {
    name: ROLE,
    createdAt,
    trustPolicy: policyText(trust),
    inlinePolicies: new Map([['backend', policyText(reads)]]),
  });
}
