import { setImmediate } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { AccessList } from '@backstage-irsa/core/model';
import { Breather } from '../permissions/evaluator/Breather';
import { Slots } from '../permissions/evaluator/Slots';
import {
  sessionContext,
  decideAccess,
  type AccessDecision,
  limitationsOf,
  readQuestion,
  type AccessQuestion,
} from '@backstage-irsa/core/permissions';
import { digestOf } from '../database/digest';
import type { FleetStore } from './store/FleetStore';
import type { Holder, HolderStore } from './store/HolderStore';
import type {
  PolicySetReader,
  RoleOfSet,
} from '../permissions/PolicySetReader';
import type { ScopeReader } from './store/ScopeReader';
import type { Visibility } from '../authorization/visibility';
import { violationsError } from '../lib/errors';
import type { FleetReaders } from './FleetReaders';
import { byRole, holderPage } from './holderPage';
import { LimitedCache } from '../lib/LimitedCache';
import type { PolicySets, ReadySet } from '../permissions/PolicySets';

/** Policy sets that are read, and asked, at a time: between them others get their turn. */
const SETS_AT_ONCE = 25;
/** Roles that are remembered by the service that they may use, of all services together. */
const MOST_CANDIDATES = 100_000;
/** Decisions that are remembered, of all questions together. */
const MOST_DECISIONS = 40_000;
/** Holders that are remembered, of all answers together. */
const MOST_HOLDERS = 100_000;

/** Counts of roles that are remembered: a hundred. */
const MOST_COUNTS = 10_000;

/** What an answer weighs beside what is in it: an empty one has a key, too. */
const OWN_WEIGHT = 100;

interface Options {
  holders: HolderStore;
  loadCatalogue: () => Promise<ActionCatalogue>;
  readers: FleetReaders;
  policySets: PolicySets;
  reader: PolicySetReader;
  scopes: ScopeReader;
  store: FleetStore;
}

/** What is asked. */
export interface WhoCanQuery {
  action: string;
  resource: string;
  cluster?: string;
  account?: string;
  cursor?: string;
  limit: number;
}

/** Roles by their set of policies. */
type Candidates = Map<string, RoleOfSet[]>;

/** The decisions of roles that can do it or might, by their ids. */
type Decisions = Map<string, AccessDecision>;

/** Where is looked, and for whom. */
interface Where {
  cluster?: string;
  account?: string;
  visibility: Visibility;
}

interface Asked extends Where {
  question: AccessQuestion;
}

interface Answer {
  decisions: Decisions;
  /** In the order of `byRole`. */
  holders: Holder[];
  roles: number;
}

/** Who can do an action on a resource, across the fleet: the policies of all roles, asked as last scanned. */
export class WhoCan {
  readonly #o: Options;
  /** However many ask, policies are decided on for one of them at a time. */
  readonly #turns = new Slots(1);
  readonly #candidates = new LimitedCache<Promise<Candidates>>(MOST_CANDIDATES);
  readonly #decided = new LimitedCache<Promise<Decisions>>(MOST_DECISIONS);
  readonly #answers = new LimitedCache<Promise<Answer>>(MOST_HOLDERS);
  readonly #holders = new LimitedCache<Promise<Holder[]>>(MOST_HOLDERS);
  readonly #roles = new LimitedCache<Promise<number>>(MOST_COUNTS);

  constructor(options: Options) {
    this.#o = options;
  }

  /** @throws NotAllowedError; InputError - that names the field and the rule. */
  async ask(
    query: WhoCanQuery,
    credentials: BackstageCredentials,
  ): Promise<AccessList> {
    const visibility = await this.#o.readers.visibility(credentials);
    const question = readQuestion(query, await this.#o.loadCatalogue());
    if (Array.isArray(question)) throw violationsError(question);
    const generation = await this.#o.scopes.generation();
    const { cluster, account } = query;
    const { decisions, holders, roles } = await this.#answer(
      { question, cluster, account, visibility },
      generation,
    );
    const page = holderPage(holders, query);
    const scopes = await this.#o.scopes.list(visibility);
    const accounts = await this.#o.store.serviceAccountsById(
      page.items.flatMap(({ serviceAccountId }) => serviceAccountId ?? []),
      visibility,
    );
    const byId = new Map(accounts.map(one => [one.id, one]));
    return {
      ...page,
      total: holders.length,
      roles,
      limitations: limitationsOf(question, decisions.values(), scopes),
      items: page.items.map(({ roleId, roleArn, use, serviceAccountId }) => {
        const { resourceSide, invalid, ...decision } = decisions.get(roleId)!;
        const serviceAccount = byId.get(serviceAccountId ?? '') ?? null;
        return { roleId, roleArn, use, serviceAccount, ...decision };
      }),
    };
  }

  /** Who of those that the caller may know of can do it, until the next scan. */
  #answer(asked: Asked, generation: string): Promise<Answer> {
    return remembered(
      this.#answers,
      JSON.stringify([asked, generation]),
      async () => {
        const { question, ...where } = asked;
        const decisions = await this.#decisions(question, generation);
        const roleIds = [...decisions.keys()];
        const [holders, roles] = await Promise.all([
          this.#holdersOf(roleIds, where, generation),
          this.#rolesIn(where, generation),
        ]);
        return { decisions, roles, holders };
      },
      ({ holders }) => holders.length,
    );
  }

  /** The same for all questions that the same roles are the answer to, such as those about the objects of one bucket. */
  #holdersOf(
    roleIds: string[],
    { cluster, account, visibility }: Where,
    generation: string,
  ): Promise<Holder[]> {
    return remembered(
      this.#holders,
      digestOf([roleIds, cluster, account, visibility, generation]),
      async () => {
        const holders = await this.#o.holders.list(
          { roleIds, cluster, account },
          visibility,
        );
        return holders.sort(byRole);
      },
      holders => holders.length,
    );
  }

  /** How many roles there are to ask; the same for all questions. */
  #rolesIn(
    { cluster, account, visibility }: Where,
    generation: string,
  ): Promise<number> {
    return remembered(
      this.#roles,
      JSON.stringify([cluster, account, visibility, generation]),
      () => this.#o.holders.roles({ cluster, account }, visibility),
      () => 0,
    );
  }

  /** The same for all callers. */
  #decisions(question: AccessQuestion, generation: string): Promise<Decisions> {
    return remembered(
      this.#decided,
      JSON.stringify([question, generation]),
      async () =>
        this.#decideAll(
          question,
          await this.#mayUse(question.service, generation),
        ),
      decisions => decisions.size,
    );
  }

  /** The same for all questions about a service. */
  #mayUse(service: string, generation: string): Promise<Candidates> {
    return remembered(
      this.#candidates,
      JSON.stringify([service, generation]),
      async () => {
        const roles = await this.#o.reader.rolesThatMayUse(service);
        return Map.groupBy(roles, role => role.policy_set);
      },
      bySet => [...bySet.values()].flat().length,
    );
  }

  async #decideAll(
    question: AccessQuestion,
    bySet: Candidates,
  ): Promise<Decisions> {
    const decisions: Decisions = new Map();
    const hashes = [...bySet.keys()];
    for (let start = 0; start < hashes.length; start += SETS_AT_ONCE) {
      const some = hashes.slice(start, start + SETS_AT_ONCE);
      await this.#turns.run(async () => {
        const sets = await this.#o.policySets.getMany(some);
        const breather = new Breather();
        for (const [hash, set] of sets) {
          await breather.pause();
          const roles = bySet.get(hash) ?? [];
          await this.#decideSet(question, set, roles, decisions);
        }
        await setImmediate();
      });
    }
    return decisions;
  }

  /** Roles of one account with the same policies can do the same, unless these say that it depends on the role. */
  async #decideSet(
    question: AccessQuestion,
    { policies, dependsOnRole }: ReadySet,
    roles: RoleOfSet[],
    decisions: Decisions,
  ): Promise<void> {
    const tags = dependsOnRole
      ? await this.#o.reader.tagsOf(roles.map(({ id }) => id))
      : undefined;
    const byAccount = new Map<string, AccessDecision | undefined>();
    for (const { id, arn, account_id: accountId } of roles) {
      const decide = () =>
        decideAccess(question, policies, {
          arn,
          context: sessionContext(
            { arn, tags: tags?.get(id) ?? {} },
            new Date(),
          ),
        });
      if (!dependsOnRole && !byAccount.has(accountId)) {
        byAccount.set(accountId, decide());
      }
      const decision = dependsOnRole ? decide() : byAccount.get(accountId);
      if (decision) decisions.set(id, decision);
    }
  }
}

/** Computed once; who asks the same meanwhile waits for it. What failed is tried again. */
async function remembered<T>(
  cache: LimitedCache<Promise<T>>,
  key: string,
  compute: () => Promise<T>,
  weightOf: (value: T) => number,
): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const computing = compute();
  cache.set(key, computing);
  try {
    const value = await computing;
    cache.set(key, computing, weightOf(value) + OWN_WEIGHT);
    return value;
  } catch (error) {
    cache.delete(key);
    throw error;
  }
}
