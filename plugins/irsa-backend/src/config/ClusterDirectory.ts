import type { ClusterConfig } from '@backstage-irsa/core/model';
import { roleNamesOf } from './ownIdentities';
import type { IrsaConfig } from './types';

/** Discovered clusters and accounts. */
export interface DiscoveredScopes {
  clusters: ClusterConfig[];
  accounts: string[];
}

/** Holds the current clusters and accounts: the configured ones and the discovered ones. */
export class ClusterDirectory {
  readonly #configured: IrsaConfig;
  #clusters: ClusterConfig[];
  #accounts: string[];
  #ownRoles: string[];

  constructor(options: { config: IrsaConfig }) {
    const { clusters, accounts = [], ownRoles = [] } = options.config;
    this.#configured = options.config;
    this.#clusters = clusters;
    this.#accounts = accounts;
    this.#ownRoles = ownRoles;
  }

  /** The configuration, with the clusters, accounts, and own roles that are current at the time of access. */
  get config(): IrsaConfig {
    const clusters = () => this.#clusters;
    const accounts = () => this.#accounts;
    const ownRoles = () => this.#ownRoles;
    return {
      ...this.#configured,
      get clusters() {
        return clusters();
      },
      get accounts() {
        return accounts();
      },
      get ownRoles() {
        return ownRoles();
      },
    };
  }

  /** Whether the configuration contains a cluster of that name. */
  isConfigured(name: string): boolean {
    return this.#configured.clusters.some(cluster => cluster.name === name);
  }

  /**
   * Replaces the discovered clusters and accounts. A configured cluster takes precedence over a discovered one with the same name or the same EKS
   * cluster. An unchanged cluster stays the same object, so that its connections are kept.
   */
  discover({ clusters, accounts }: DiscoveredScopes): void {
    const before = new Map(
      this.#clusters.map(cluster => [JSON.stringify(cluster), cluster]),
    );
    const known = this.#configured;
    this.#clusters = firstOfEach([
      ...known.clusters,
      ...clusters.map(each => before.get(JSON.stringify(each)) ?? each),
    ]);
    this.#accounts = unique([...(known.accounts ?? []), ...accounts]);
    this.#ownRoles = unique([
      ...(known.ownRoles ?? []),
      ...roleNamesOf(this.#clusters),
    ]);
  }
}

/** Returns the clusters without those that have the name of an earlier one or are the same EKS cluster. */
export function firstOfEach(clusters: ClusterConfig[]): ClusterConfig[] {
  const taken = new Set<string>();
  return clusters.filter(({ name, accountId, region, eksName }) => {
    const keys = [`name ${name}`, `eks ${accountId} ${region} ${eksName}`];
    const isFirst = !keys.some(key => taken.has(key));
    if (isFirst) keys.forEach(key => taken.add(key));
    return isFirst;
  });
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}
