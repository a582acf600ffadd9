import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { clusterSetup } from '@backstage-irsa/core/clusterSetup';
import { formatArn, partitionOf } from '@backstage-irsa/core/arn';
import {
  valueOf,
  type ClusterConfig,
  type ClusterSetup,
  type DiscoveredPlace,
  type DiscoveredPlaceList,
} from '@backstage-irsa/core/model';
import type { ClusterDirectory } from '../../config/ClusterDirectory';
import type { AccountRoles } from '../../config/ownIdentities';
import type { FleetReaders } from '../FleetReaders';
import { clusterScope } from '../scans/scopes';
import type { ScopeReader } from '../store/ScopeReader';
import type { Discovery } from './Discovery';
import {
  accountsOf,
  clustersOf,
  type DiscoveredPlaceRow,
  type DiscoveryStore,
} from './DiscoveryStore';

interface Options {
  directory: ClusterDirectory;
  readers: FleetReaders;
  scopes: ScopeReader;
  store: DiscoveryStore;
  discovery: Pick<Discovery, 'hasSuppliers' | 'trigger'>;
}

/** Reports what was discovered, and what clusters still lack, from stored data. */
export class DiscoveryReports {
  readonly #o: Options;

  constructor(options: Options) {
    this.#o = options;
  }

  /** Lists the places that suppliers searched, failures first. Empty for callers who may not read the whole fleet. @throws NotAllowedError */
  async places(
    credentials: BackstageCredentials,
  ): Promise<DiscoveredPlaceList> {
    const visibility = await this.#o.readers.visibility(credentials);
    if (visibility !== 'all') return { mayStart: false, items: [] };
    const places = (await this.#o.store.list()).map(placeOf);
    const isFailed = ({ failure }: DiscoveredPlace) => failure !== undefined;
    return {
      mayStart: this.#o.discovery.hasSuppliers,
      items: [
        ...places.filter(isFailed),
        ...places.filter(place => !isFailed(place)),
      ],
    };
  }

  /** Requests a discovery. @throws ConflictError; NotAllowedError - unless the caller may read the whole fleet */
  async start(credentials: BackstageCredentials): Promise<DiscoveredPlaceList> {
    if ((await this.#o.readers.visibility(credentials)) !== 'all') {
      throw new NotAllowedError(
        'Only users who can read the whole fleet can start a discovery.',
      );
    }
    await this.#o.discovery.trigger();
    return this.places(credentials);
  }

  /** Returns what a cluster still lacks. @throws NotFoundError - if the caller may not read anything in such a cluster; NotAllowedError */
  async setup(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<ClusterSetup> {
    const { directory, readers, scopes } = this.#o;
    const { config } = directory;
    const visibility = await readers.visibility(credentials);
    const cluster = config.clusters.find(each => each.name === name);
    const id = clusterScope(name);
    const scope = await scopes.get(id, visibility);
    if (!cluster || !scope)
      throw new NotFoundError(`Cluster ${name} not found.`);
    const facts = (await scopes.clusterFacts([name])).get(name);
    const issuer = facts && valueOf(facts.cluster)?.issuer;
    const { reason, missingPermission } = scope;
    return {
      cluster: name,
      accountId: cluster.accountId,
      region: cluster.region,
      source: directory.isConfigured(name) ? 'configured' : 'discovered',
      steps: clusterSetup({
        cluster,
        rules: config.namespaceRules,
        createOidcProviders: config.createOidcProviders,
        roleArn: roleArnIn(cluster, config.accountRoles),
        facts,
        ...(reason !== undefined && {
          unread: {
            ...{ reason, missingPermission },
            isRejected: await scopes.isRejected(id),
          },
        }),
        ...(issuer !== undefined && {
          hasProvider: await scopes.hasProvider(cluster.accountId, issuer),
        }),
      }),
    };
  }
}

/** Returns the ARN of the role that the backend uses in the account of a cluster; undefined if its credentials belong to no role. */
function roleArnIn(
  { accountId, region }: ClusterConfig,
  roles: AccountRoles,
): string | undefined {
  const name = roles.byAccount[accountId] ?? roles.byDefault;
  if (name === undefined) return undefined;
  return formatArn({
    ...{ partition: partitionOf(region).id, service: 'iam', region: '' },
    ...{ accountId, resource: `role/${name}` },
  });
}

function placeOf(row: DiscoveredPlaceRow): DiscoveredPlace {
  return {
    supplier: row.supplier,
    place: row.id.slice(row.supplier.length + 1),
    ...(row.account_id !== null && { accountId: row.account_id }),
    accounts: accountsOf(row).length,
    clusters: clustersOf(row).length,
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.remediation !== null && { remediation: row.remediation }),
    ...(row.missing_permission !== null && {
      missingPermission: row.missing_permission,
    }),
    attemptedAt: row.attempted_at,
    completedAt: row.completed_at,
  };
}
