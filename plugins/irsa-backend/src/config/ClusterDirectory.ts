import type { ClusterConfig } from '@backstage-irsa/core/model';
import { roleNamesOf } from './ownIdentities';
import type { IrsaConfig } from './types';

/** Clusters and accounts that were found, not configured. */
export interface DiscoveredScopes {
  clusters: ClusterConfig[];
  accounts: string[];
}

/** The clusters and accounts of now: those of the configuration, and those that were discovered. */
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

  /** The configuration, whose clusters, accounts and own roles are those of the moment in which they are asked for. */
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

  /** Whether a cluster of that name is one of the configuration. */
  isConfigured(name: string): boolean {
    return this.#configured.clusters.some(cluster => cluster.name === name);
  }

  /**
   * Takes what was discovered in place of what was before. A configured cluster wins over a discovered one of the same name, or that is the same in
   * EKS. A cluster that has not changed stays the same object, by which connections are kept.
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

/** Without those that have the name of an earlier one, or are the same in EKS. */
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
