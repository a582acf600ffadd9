import {
  ClusterPeople,
  shortList,
  type DecidingRole,
  type ReachedAccount,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import { Breather } from '../../permissions/evaluator/Breather';
import type { RoleHolderRow } from '../store/HolderStore';
import type { ScopeReader } from '../store/ScopeReader';
import type { Decisions } from './AccessDecisions';
import type { Holder } from './holderPage';

/** The maximum number of cached Kubernetes RBAC bindings, for all clusters together. */
const MOST_BINDINGS = 20_000;

/** How many clusters are read at a time: the bindings of one can be long. */
const CLUSTERS_AT_ONCE = 25;

/** The sort order of ServiceAccounts: certain decisions come first. */
const ORDER = { allowed: 0, 'allowed-if': 1, unknown: 2 };

/** Finds the people who can use ServiceAccounts through Kubernetes permissions, as clusters were last scanned. */
export class ClusterUsers {
  readonly #scopes: ScopeReader;
  readonly #clusters = new LimitedCache<ClusterPeople>(MOST_BINDINGS);
  #generation?: string;

  constructor(options: { scopes: ScopeReader }) {
    this.#scopes = options.scopes;
  }

  async find(
    rows: RoleHolderRow[],
    roles: Map<string, DecidingRole>,
    around: { decisions: Decisions; generation: string },
  ): Promise<{ holders: Holder[]; limitations: string[] }> {
    const byCluster = Map.groupBy(
      rows.filter(({ serviceAccountId }) => serviceAccountId !== null),
      ({ cluster }) => cluster ?? '',
    );
    const holders: Holder[] = [];
    const unread = new Map<string, string[]>();
    const rankOf = ({ roleId }: RoleHolderRow) =>
      ORDER[around.decisions.get(roleId)?.decision ?? 'unknown'];
    const people = this.#people([...byCluster.keys()], around.generation);
    for await (const [name, found] of people) {
      const what = (found?.unread ?? ['Kubernetes RBAC']).join(' and ');
      if (what !== '') unread.set(what, [...(unread.get(what) ?? []), name]);
      if (!found) continue;
      const sorted = (byCluster.get(name) ?? [])
        .sort((a, b) => rankOf(a) - rankOf(b))
        .map(row => accountOf(row, roles.get(row.roleId)));
      holders.push(...(await peopleOf(found, name, sorted)));
    }
    return {
      holders,
      limitations: [...unread].map(
        ([what, names]) =>
          `${what} of ${shortList(names)} not read: people may be missing.`,
      ),
    };
  }

  /** Yields the people of each cluster, undefined if it was not scanned. */
  async *#people(
    names: string[],
    generation: string,
  ): AsyncGenerator<[string, ClusterPeople | undefined]> {
    for (let start = 0; start < names.length; start += CLUSTERS_AT_ONCE) {
      const some = names.slice(start, start + CLUSTERS_AT_ONCE);
      const known = await this.#read(some, generation);
      for (const name of some) yield [name, known.get(name)];
    }
  }

  /** Returns the people of those clusters that were scanned. */
  async #read(
    names: string[],
    generation: string,
  ): Promise<Map<string, ClusterPeople>> {
    if (this.#generation !== generation) this.#clusters.clear();
    this.#generation = generation;
    const all = new Map<string, ClusterPeople>();
    for (const name of names) {
      const known = this.#clusters.get(name);
      if (known) all.set(name, known);
    }
    const missing = names.filter(name => !all.has(name));
    if (missing.length === 0) return all;
    for (const [name, facts] of await this.#scopes.clusterFacts(missing)) {
      const people = new ClusterPeople(facts);
      all.set(name, people);
      // Another question has possibly started with the data of the next scan meanwhile.
      if (this.#generation === generation) {
        this.#clusters.set(name, people, people.size + 1);
      }
    }
    return all;
  }
}

function accountOf(
  { serviceAccountId, namespace, serviceAccount }: RoleHolderRow,
  role: DecidingRole | undefined,
): ReachedAccount {
  return {
    id: serviceAccountId ?? '',
    namespace: namespace ?? '',
    name: serviceAccount ?? '',
    role,
  };
}

async function peopleOf(
  people: ClusterPeople,
  cluster: string,
  accounts: ReachedAccount[],
): Promise<Holder[]> {
  const breather = new Breather();
  const reached: Parameters<ClusterPeople['paths']>[0] = new Map();
  const byNamespace = Map.groupBy(accounts, ({ namespace }) => namespace);
  for (const [namespace, some] of byNamespace) {
    await breather.pause();
    people.addNamespace(namespace, some, reached);
  }
  return people.paths(reached).map(path => ({
    ...path,
    id: [cluster, path.via[0].name, path.arn ?? ''].join(' '),
    principalId: path.role?.id ?? '',
  }));
}
