import {
  DOCUMENT_SIZE_RULES,
  type IamServiceAccountSpec,
  type Violation,
} from '@backstage-irsa/core/model';
import type { ResourceChecks } from './ResourceChecks';
import {
  type RecordedSpec,
  checkMove,
  checkAgainstConfig,
  isAdopted,
} from '@backstage-irsa/core/planning';
import { once } from '../lib/once';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { Ownership } from '../authorization/Access';
import type {
  Judgment,
  PlanContext,
  PlanOptions,
  PlanRequest,
} from './PlanContext';
import type { Reductions } from './Reductions';

/** A spec, how it is asked for, and what was asked for last. */
interface AskedSpec {
  spec: IamServiceAccountSpec;
  ownership: Ownership;
  options: PlanOptions;
  record: RecordedSpec | undefined;
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

interface SpecRulesOptions {
  config: IrsaConfig;
  evaluator: Evaluator;
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
  async judge(asked: AskedSpec): Promise<Judgment> {
    const { spec, ownership, options, record } = asked;
    const { config } = this.#o;
    const { owner } = ownership;
    const rules = checkAgainstConfig(spec, config, owner);
    const always = [
      ...rules.filter(({ rule }) => !GRANTING_RULES.has(rule)),
      ...ownership.violations,
      ...(options.moves ? [] : checkMove(spec, record?.spec)),
    ];
    const granting = [
      ...rules.filter(({ rule }) => GRANTING_RULES.has(rule)),
      ...(rules.some(({ rule }) => FIRST_RULES.has(rule))
        ? []
        : await this.#judgeDocuments(
            asked,
            rules.some(({ field }) => field === 'namespace'),
          )),
    ];
    const asksForLess = once(
      async () =>
        options.reduces === true ||
        this.#o.reductions.isLess(spec, owner, record),
    );
    const isExempt =
      granting.length > 0 && always.length === 0 && (await asksForLess());
    return {
      violations: isExempt ? [] : [...always, ...granting],
      granting,
      asksForLess,
    };
  }

  /** The rules about granting, once it is known what the plan makes and what managed policies say. Those that `judge` let pass hold for a plan that gives access again. */
  async checkGranting(
    { spec: asked, ownership, record, judgment }: PlanRequest,
    context: PlanContext,
  ): Promise<Violation[]> {
    const { config, evaluator, reductions, resourceChecks } = this.#o;
    const { desired, observed, own, steps } = context;
    const { granting, asksForLess } = judgment;
    // What came with the role was judged before.
    const wasAdopted = isAdopted(desired, observed);
    const spec = wasAdopted ? { ...asked, adopt: undefined } : asked;
    const { owner } = ownership;
    const violations = [
      ...granting.filter(({ field }) => !wasAdopted || field !== 'adopt'),
      ...(await resourceChecks.ofObserved(
        { spec, owner, record },
        observed,
        own,
      )),
      ...(await evaluator.run('managedPolicyGuardrails', {
        ...{ spec, config, observed },
        cluster: observed.config,
      })),
    ];
    const isExempt =
      violations.length > 0 &&
      (await asksForLess()) &&
      !(await reductions.givesAccess({ desired, observed, steps }));
    return isExempt ? [] : violations;
  }

  async #judgeDocuments(
    { spec, ownership: { owner }, record }: AskedSpec,
    isNamespaceWrong: boolean,
  ): Promise<Violation[]> {
    const { config, evaluator, resourceChecks } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) return [];
    return [
      // A namespace that cannot be used has no resources, which says nothing more.
      ...(isNamespaceWrong
        ? []
        : await resourceChecks.ofSpec({ spec, owner, record })),
      ...(await evaluator.run('specGuardrails', {
        ...{ spec, config, cluster, owner },
      })),
    ];
  }
}
