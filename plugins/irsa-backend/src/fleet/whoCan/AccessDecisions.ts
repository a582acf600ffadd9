import { setImmediate } from 'node:timers/promises';
import {
  sessionContext,
  decideAccess,
  type AccessDecision,
  type AccessQuestion,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../lib/LimitedCache';
import { Breather } from '../../permissions/evaluator/Breather';
import { Slots } from '../../permissions/evaluator/Slots';
import type {
  PolicySetReader,
  PrincipalOfSet,
} from '../../permissions/PolicySetReader';
import type { PolicySets, ReadySet } from '../../permissions/PolicySets';
import { remembered } from './remembered';

/** Policy sets that are read, and asked, at a time: between them others get their turn. */
const SETS_AT_ONCE = 25;
/** Roles and users that are remembered by the service that they may use, of all services together. */
const MOST_CANDIDATES = 100_000;
/** Decisions that are remembered, of all questions together. */
const MOST_DECISIONS = 40_000;

/** Roles and users by their set of policies. */
type Candidates = Map<string, PrincipalOfSet[]>;

/** The decisions of roles and users that can do it or might, by their ids. */
export type Decisions = Map<string, AccessDecision>;

interface Options {
  policySets: PolicySets;
  reader: PolicySetReader;
}

/** Decides for all roles and users at once; the same for all callers. */
export class AccessDecisions {
  readonly #o: Options;
  /** However many ask, policies are decided on for one of them at a time. */
  readonly #turns = new Slots(1);
  readonly #candidates = new LimitedCache<Promise<Candidates>>(MOST_CANDIDATES);
  readonly #decided = new LimitedCache<Promise<Decisions>>(MOST_DECISIONS);

  constructor(options: Options) {
    this.#o = options;
  }

  /** Until the next scan. */
  of(question: AccessQuestion, generation: string): Promise<Decisions> {
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
        const all = await this.#o.reader.principalsThatMayUse(service);
        return Map.groupBy(all, one => one.policy_set);
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
          const principals = bySet.get(hash) ?? [];
          await this.#decideSet(question, set, principals, decisions);
        }
        await setImmediate();
      });
    }
    return decisions;
  }

  /** Roles, and users, of one account with the same policies can do the same, unless these say that it depends on who it is. */
  async #decideSet(
    question: AccessQuestion,
    { policies, dependsOnPrincipal }: ReadySet,
    principals: PrincipalOfSet[],
    decisions: Decisions,
  ): Promise<void> {
    const tags = dependsOnPrincipal
      ? await this.#o.reader.tagsOf(principals.map(({ id }) => id))
      : undefined;
    const known = new Map<string, AccessDecision | undefined>();
    for (const { id, kind, arn, account_id: accountId } of principals) {
      const decide = () =>
        decideAccess(question, policies, {
          ...{ kind, arn },
          context: {
            ...sessionContext({ arn, tags: tags?.get(id) ?? {} }, new Date()),
            ...(kind === 'user' && {
              'aws:username': arn.slice(arn.lastIndexOf('/') + 1),
            }),
          },
        });
      const key = dependsOnPrincipal ? id : `${kind} ${accountId}`;
      if (!known.has(key)) known.set(key, decide());
      const decision = known.get(key);
      if (decision) decisions.set(id, decision);
    }
  }
}
