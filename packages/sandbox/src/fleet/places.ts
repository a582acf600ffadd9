import { makeAccount } from '../company/accounts';
import { addOidcProvider } from '../company/iam';
import { addCluster } from '../company/manyAccounts';
import { addSystemWorkloads } from '../company/namespaces';
import { organizationPolicies } from '../company/organization';
import { addServiceBoundary } from '../company/serviceBoundary';
import type { World } from '../state/world';
import type { FleetSize } from './options';

const DAY = 24 * 60 * 60 * 1000;
const FIRST_ACCOUNT = 300_000_000_000;
const REGIONS = ['eu-west-1', 'us-east-1', 'eu-central-1'];

const numbered = (number: number) => `fleet-${String(number).padStart(3, '0')}`;

/**
 * Adds accounts and clusters named `fleet-<number>` until the company has as many as the fleet needs. Clusters are spread over the added accounts, or
 * over the company's own if none are added. They share keys, because generating keys takes most of the time.
 */
export async function addPlaces(
  world: World,
  size: Pick<FleetSize, 'accounts' | 'clusters'>,
): Promise<void> {
  const at = new Date(world.now().getTime() - 400 * DAY);
  const own = [...world.accounts.values()];
  while (world.accounts.size < size.accounts) {
    const number = world.accounts.size + 1;
    addAccount(world, { number, at });
  }
  const added = [...world.accounts.values()].slice(own.length);
  const homes = added.length > 0 ? added : own;
  for (let index = world.clusters.size; index < size.clusters; index += 1) {
    const account = homes[index % homes.length];
    const cluster = await addCluster(world, {
      name: numbered(index + 1),
      accountId: account.id,
      region: REGIONS[index % REGIONS.length],
    });
    addOidcProvider(account, cluster.issuer, at);
    addSystemWorkloads(cluster, at);
  }
}

function addAccount(
  { accounts, organization }: World,
  { number, at }: { number: number; at: Date },
): void {
  const [id, name] = [String(FIRST_ACCOUNT + number), numbered(number)];
  const account = makeAccount(id, name, at);
  addServiceBoundary(account, at);
  account.serviceControlPolicies = organizationPolicies();
  accounts.set(id, account);
  organization?.members.set(id, {
    ...{ id, name, joinedAt: at, state: 'ACTIVE' },
    parentId: 'ou-comp-workloads',
  });
}
