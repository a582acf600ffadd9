import {
  DOCUMENT_SIZE_RULES,
  type IamServiceAccountSpec,
  type Mechanism,
  type Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ResourceChecks } from '../authorization/ResourceChecks';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../evaluation/Evaluator';
import { serviceAccountId } from '../naming/serviceAccountId';
import { checkMove } from '../preflight/mechanismRules';
import { checkAgainstConfig } from '../preflight/specRules';
import type { Ownership } from '../services/Access';
import type { PlannedAccess } from './accessGain';
import type { Reductions } from './Reductions';

/** How a spec is asked for. */
export interface PlanOptions {
  /** Whether the spec may move its ServiceAccount to the other mechanism. */
  moves?: boolean;
  /** Whether the spec is known to ask for less than what the role can do now. */
  reduces?: boolean;
}

/** What a spec breaks: rules that always hold, and rules about granting, which do not hold for what asks for less. */
interface Judgment {
  always: Violation[];
  granting: Violation[];
}

/** While one of these is broken, the documents of a spec are not judged: that costs the most. */
const FIRST_RULES: ReadonlySet<string> = new Set([
  ...DOCUMENT_SIZE_RULES,
  'namespace-owner',
]);

/** Rules of the configuration about who may be granted what where. Guardrails and resource rules are about that too. */
const GRANTING_RULES: ReadonlySet<string> = new Set([
  'namespace-owner',
  'account-owner',
  'policy-account',
  'policy-reserved',
  'role-path-below',
]);

/** What a plan is made from. */
interface Facts extends PlannedAccess {
  ownership: Ownership;
  /** What is recorded for the ServiceAccount. */
  own: ReadonlySet<string>;
}

interface SpecRulesOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
  /** What was asked for last. */
  mechanismOf: (id: string) => Promise<Mechanism | undefined>;
  reductions: Reductions;
  resourceChecks: ResourceChecks;
}

/** Judges specs by the rules of the configuration. */
export class SpecRules {
  readonly #o: SpecRulesOptions;

  constructor(options: SpecRulesOptions) {
    this.#o = options;
  }

  /** Every rule that the spec breaks before anything is read. */
  async check(
    spec: IamServiceAccountSpec,
    ownership: Ownership,
    options: PlanOptions,
  ): Promise<Violation[]> {
    const { always, granting } = await this.#judge(spec, ownership, options);
    const isExempt =
      granting.length > 0 &&
      always.length === 0 &&
      (await this.#asksForLess(spec, ownership, options));
    return isExempt ? [] : [...always, ...granting];
  }

  /** The rules about granting, once it is known what the plan makes and what managed policies say. Those that `check` let pass hold for a plan that gives access anew. */
  async checkGranting(
    spec: IamServiceAccountSpec,
    facts: Facts,
    options: PlanOptions,
  ): Promise<Violation[]> {
    const { config, evaluator, reductions, resourceChecks } = this.#o;
    const { ownership, observed, own } = facts;
    const { owner = '' } = ownership;
    const { granting } = await this.#judge(spec, ownership, options);
    const violations = [
      ...granting,
      ...(await resourceChecks.ofObserved(spec, observed, owner, own)),
      ...(await evaluator.run('managedPolicyGuardrails', {
        ...{ spec, config, observed },
        cluster: observed.config,
      })),
    ];
    const isExempt =
      violations.length > 0 &&
      (await this.#asksForLess(spec, ownership, options)) &&
      !(await reductions.givesAccess(facts));
    return isExempt ? [] : violations;
  }

  async #judge(
    spec: IamServiceAccountSpec,
    { owner, violations }: Ownership,
    { moves = false }: PlanOptions,
  ): Promise<Judgment> {
    const { config, mechanismOf } = this.#o;
    const rules = checkAgainstConfig(spec, config, owner);
    const move = moves
      ? []
      : checkMove(spec, await mechanismOf(serviceAccountId(spec)));
    return {
      always: [
        ...rules.filter(({ rule }) => !GRANTING_RULES.has(rule)),
        ...violations,
        ...move,
      ],
      granting: [
        ...rules.filter(({ rule }) => GRANTING_RULES.has(rule)),
        ...(rules.some(({ rule }) => FIRST_RULES.has(rule))
          ? []
          : await this.#judgeDocuments(
              spec,
              owner,
              rules.some(({ field }) => field === 'namespace'),
            )),
      ],
    };
  }

  async #judgeDocuments(
    spec: IamServiceAccountSpec,
    owner: string | undefined,
    isNamespaceWrong: boolean,
  ): Promise<Violation[]> {
    const { config, evaluator, resourceChecks } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) return [];
    return [
      // A namespace that cannot be used has no resources, which says nothing more.
      ...(isNamespaceWrong ? [] : await resourceChecks.ofSpec(spec, owner)),
      ...(await evaluator.run('specGuardrails', {
        ...{ spec, config, cluster, owner },
      })),
    ];
  }

  async #asksForLess(
    spec: IamServiceAccountSpec,
    { owner }: Ownership,
    { reduces = false }: PlanOptions,
  ): Promise<boolean> {
    return reduces || this.#o.reductions.isLess(spec, owner);
  }
}
