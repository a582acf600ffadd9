import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  ClusterList,
  NamespaceList,
  ClusterConfig,
} from '@backstage-irsa/core/model';
import type { Memberships } from '../authorization/Memberships';
import { resourcesOf, writingIn } from '@backstage-irsa/core/planning';
import type { IrsaConfig } from '../config/types';
import type { Observer } from '../observe/Observer';
import { mayUseCluster, mayUseNamespace } from '@backstage-irsa/core/ownership';
import type {
  KnownNamespaces,
  NamespaceStore,
} from './store/inventory/NamespaceStore';
import { clusterScope } from './scans/scopes';
import { unavailable } from '../lib/errors';

/** Lists the clusters and namespaces that the caller may use. */
export class Clusters {
  readonly #config: IrsaConfig;
  readonly #memberships: Memberships;
  readonly #namespaces: NamespaceStore;
  readonly #observer: Observer;

  constructor(options: {
    config: IrsaConfig;
    memberships: Memberships;
    namespaces: NamespaceStore;
    observer: Observer;
  }) {
    this.#config = options.config;
    this.#memberships = options.memberships;
    this.#namespaces = options.namespaces;
    this.#observer = options.observer;
  }

  /** Lists the clusters in which a namespace rule gives the caller a namespace. */
  async list(credentials: BackstageCredentials): Promise<ClusterList> {
    const owners = await this.#memberships.groupsOf(credentials);
    const items = this.#config.clusters
      .filter(cluster =>
        mayUseCluster(this.#config.namespaceRules, owners, cluster),
      )
      .map(({ name, eksName, accountId, region }) => ({
        name,
        eksName,
        accountId,
        region,
        canCreateNamespaces: this.#config.createNamespaces,
        ...writingIn(this.#config, accountId),
      }));
    return { items, total: items.length };
  }

  /**
   * Lists the namespaces that a namespace rule gives to the caller, as last read from the cluster.
   *
   * @throws NotFoundError - if the cluster does not exist or the caller may not use it.
   */
  async namespaces(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<NamespaceList> {
    const { cluster, owners } = await this.#usable(name, credentials);
    const known = await this.#namespaces.get(clusterScope(name));
    return this.#listed(known, cluster, owners);
  }

  /**
   * Like `namespaces`, but reads the namespaces from the cluster now.
   *
   * @throws NotFoundError - if the cluster does not exist or the caller may not use it; ServiceUnavailableError.
   */
  async refreshNamespaces(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<NamespaceList> {
    const { cluster, owners } = await this.#usable(name, credentials);
    const names = await this.#observer.namespaces(cluster);
    if (names.state !== 'found') {
      throw unavailable(
        names.state === 'unknown'
          ? names.reason
          : `Cluster ${name} has no list of namespaces.`,
      );
    }
    const known = { names: names.value, readAt: new Date().toISOString() };
    await this.#namespaces.record(clusterScope(name), known);
    return this.#listed(known, cluster, owners);
  }

  async #usable(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<{ cluster: ClusterConfig; owners: string[] }> {
    const owners = await this.#memberships.groupsOf(credentials);
    const { namespaceRules: rules, clusters } = this.#config;
    const cluster = clusters.find(config => config.name === name);
    if (!cluster || !mayUseCluster(rules, owners, cluster)) {
      throw new NotFoundError(
        `Cluster ${name} not found, or you may not use it.`,
      );
    }
    return { cluster, owners };
  }

  #listed(
    known: KnownNamespaces | undefined,
    cluster: ClusterConfig,
    owners: string[],
  ): NamespaceList {
    const { namespaceRules: rules } = this.#config;
    const items = (known?.names ?? [])
      .filter(namespace => mayUseNamespace(rules, owners, cluster, namespace))
      .sort()
      .map(namespace => ({
        name: namespace,
        resources: owners
          .filter(owner => mayUseNamespace(rules, [owner], cluster, namespace))
          .map(owner => ({
            owner,
            patterns: resourcesOf({ rules, cluster, namespace, owner })
              .patterns,
          })),
      }));
    return { items, total: items.length, readAt: known?.readAt ?? null };
  }
}
