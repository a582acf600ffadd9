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
    for (const [name, held] of byCluster) {
      const people = await this.#people(name, around.generation);
      const what = (people?.unread ?? ['Kubernetes RBAC']).join(' and ');
      if (what !== '') unread.set(what, [...(unread.get(what) ?? []), name]);
      if (!people) continue;
      const sorted = held
        .toSorted((a, b) => rankOf(a) - rankOf(b))
        .map(row => accountOf(row, roles.get(row.roleId)));
      holders.push(...(await peopleOf(people, name, sorted)));
    }
    return {
      holders,
      limitations: [...unread].map(
        ([what, names]) =>
          `${what} of ${shortList(names)} not read: people may be missing.`,
      ),
    };
  }

  async #people(
    name: string,
    generation: string,
  ): Promise<ClusterPeople | undefined> {
    if (this.#generation !== generation) this.#clusters.clear();
    this.#generation = generation;
    const known = this.#clusters.get(name);
    if (known) return known;
    const facts = (await this.#scopes.clusterFacts([name])).get(name);
    if (!facts) return undefined;
    const people = new ClusterPeople(facts);
    // Another question has possibly started with the data of the next scan meanwhile.
    if (this.#generation === generation) {
      this.#clusters.set(name, people, people.size + 1);
    }
    return people;
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
