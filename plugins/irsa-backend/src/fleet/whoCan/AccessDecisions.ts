import { setImmediate } from 'node:timers/promises';
import type {
  CurrentOrganization,
  OrganizationReader,
} from '@backstage-irsa/core/organization';
import {
  sessionContext,
  decideAccess,
  type AccessDecision,
  type AccessQuestion,
  type ControlsFor,
  isServiceLinked,
  organizationControls,
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

/** What decides beside the policies of a set, and where the decisions go. */
interface Deciding {
  breather: Breather;
  controlsFor: ControlsFor;
  decisions: Decisions;
}

interface Options {
  organizations: OrganizationReader;
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
  #controls?: { version: string; of: ControlsFor };

  constructor(options: Options) {
    this.#o = options;
  }

  /** Until the next scan, or until SCPs or RCPs change. */
  async of(question: AccessQuestion, generation: string): Promise<Decisions> {
    const organization = await this.#o.organizations.current();
    return remembered(
      this.#decided,
      JSON.stringify([question, generation, organization.version]),
      async () =>
        this.#decideAll(
          question,
          await this.#mayUse(question.service, generation),
          this.#controlsIn(organization),
        ),
      decisions => decisions.size,
    );
  }

  /** The SCPs and RCPs, read once for each content of the organization. */
  #controlsIn({ version, of }: CurrentOrganization): ControlsFor {
    if (this.#controls?.version !== version) {
      this.#controls = { version, of: organizationControls(of) };
    }
    return this.#controls.of;
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
    controlsFor: ControlsFor,
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
          await this.#decideSet(question, set, principals, {
            ...{ breather, controlsFor, decisions },
          });
        }
        await setImmediate();
      });
    }
    return decisions;
  }

  /** Roles, and users, of one account with the same policies can do the same, unless these, or SCPs or RCPs, say that it depends on who it is. */
  async #decideSet(
    question: AccessQuestion,
    { policies, dependsOnPrincipal }: ReadySet,
    principals: PrincipalOfSet[],
    { breather, controlsFor, decisions }: Deciding,
  ): Promise<void> {
    const asked = principals.map(principal => {
      const controls = controlsFor(principal.arn, question);
      const isOwn = dependsOnPrincipal || controls.dependsOnRole;
      return { ...principal, controls, isOwn };
    });
    const own = asked.filter(({ isOwn }) => isOwn).map(({ id }) => id);
    const tags = own.length > 0 ? await this.#o.reader.tagsOf(own) : undefined;
    const known = new Map<string, AccessDecision | undefined>();
    for (const one of asked) {
      const { id, kind, arn, account_id: accountId, controls, isOwn } = one;
      if (isOwn) await breather.pause();
      const decide = () =>
        decideAccess(question, policies, {
          ...{ kind, arn, controls },
          context: {
            ...sessionContext({ arn, tags: tags?.get(id) ?? {} }, new Date()),
            ...(kind === 'user' && {
              'aws:username': arn.slice(arn.lastIndexOf('/') + 1),
            }),
          },
        });
      const key = isOwn ? id : `${kind} ${accountId} ${isServiceLinked(arn)}`;
      if (!known.has(key)) known.set(key, decide());
      const decision = known.get(key);
      if (decision) decisions.set(id, decision);
    }
  }
}
