import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  ClusterList,
  NamespaceList,
} from '@backstage-irsa/plugin-irsa-common';
import type { Memberships } from '../authorization/Memberships';
import { resourcesOf } from '../authorization/resourceRules';
import type { IrsaConfig } from '../config/types';
import type { Observer } from '../observe/Observer';
import { mayUseCluster, mayUseNamespace } from '../rules/namespaceRules';
import { unavailable } from './errors';

/** The places that a caller may choose from. */
export class Clusters {
  readonly #config: IrsaConfig;
  readonly #memberships: Memberships;
  readonly #observer: Observer;

  static create(options: {
    config: IrsaConfig;
    memberships: Memberships;
    observer: Observer;
  }): Clusters {
    return new Clusters(options);
  }

  private constructor(options: {
    config: IrsaConfig;
    memberships: Memberships;
    observer: Observer;
  }) {
    this.#config = options.config;
    this.#memberships = options.memberships;
    this.#observer = options.observer;
  }

  /** The clusters in which a rule gives the caller a namespace. */
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
      }));
    return { items, total: items.length };
  }

  /**
   * The namespaces that the cluster has and a rule gives to the caller.
   *
   * @throws NotFoundError - when the caller may use nothing in such a cluster; ServiceUnavailableError.
   */
  async namespaces(
    name: string,
    credentials: BackstageCredentials,
  ): Promise<NamespaceList> {
    const owners = await this.#memberships.groupsOf(credentials);
    const { namespaceRules: rules, clusters } = this.#config;
    const cluster = clusters.find(config => config.name === name);
    if (!cluster || !mayUseCluster(rules, owners, cluster)) {
      throw new NotFoundError(`No cluster ${name} that you may use.`);
    }
    const namespaces = await this.#observer.namespaces(cluster);
    if (namespaces.state !== 'found') {
      throw unavailable(
        namespaces.state === 'unknown'
          ? namespaces.reason
          : `Cluster ${name} has no list of namespaces.`,
      );
    }
    const items = namespaces.value
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
    return { items, total: items.length };
  }
}
