import {
  DOCUMENT_SIZE_RULES,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import {
  type BrokenGuardrails,
  type RecordedSpec,
  checkMove,
  checkAgainstConfig,
  isAdopted,
  plannedRoleUse,
} from '@backstage-irsa/core/planning';
import { once } from '../lib/once';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { Ownership } from '../authorization/specOwnership';
import type {
  Judgment,
  PlanContext,
  PlanOptions,
  PlanRequest,
} from './PlanContext';
import type { Reductions } from './Reductions';

/** A requested spec, its options, and the last recorded spec. */
interface AskedSpec {
  spec: IamServiceAccountSpec;
  ownership: Ownership;
  options: PlanOptions;
  record: RecordedSpec | undefined;
}

/** Rules that are checked first. If one is violated, the documents of a spec are not judged, because that is the most expensive part. */
const FIRST_RULES: ReadonlySet<string> = new Set([
  ...DOCUMENT_SIZE_RULES,
  'namespace-owner',
]);

/** The configured rules about who may be granted what and where. Guardrails and resource rules belong to these too. */
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
}

/** Judges specs by the configured rules. */
export class SpecRules {
  readonly #o: SpecRulesOptions;

  constructor(options: SpecRulesOptions) {
    this.#o = options;
  }

  /** Returns every rule that the spec violates before anything is read. */
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
    const documents = rules.some(({ rule }) => FIRST_RULES.has(rule))
      ? { violations: [], warnings: [] }
      : await this.#judgeDocuments(
          asked,
          rules.some(({ field }) => field === 'namespace'),
        );
    const granting = [
      ...rules.filter(({ rule }) => GRANTING_RULES.has(rule)),
      ...documents.violations,
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
      warnings: documents.warnings,
      asksForLess,
    };
  }

  /**
   * Checks the rules about granting after AWS is read: what the plan creates, the managed policies, and the KMS keys. Violations that `judge` exempts
   * count if the plan gives access again.
   */
  async checkGranting(
    { spec: asked, record, judgment }: PlanRequest,
    { desired, observed, own, steps, ownership }: PlanContext,
  ): Promise<BrokenGuardrails> {
    const { config, evaluator, reductions } = this.#o;
    const { granting, asksForLess } = judgment;
    // The permissions that came with an adopted role were judged before.
    const wasAdopted = isAdopted(desired, observed);
    const spec = wasAdopted ? { ...asked, adopt: undefined } : asked;
    const { owner } = ownership;
    const place = { config, cluster: observed.config };
    const read = await evaluator.run('readPolicyGuardrails', {
      ...{ spec, observed, ...place },
    });
    const violations = [
      ...granting.filter(({ field }) => !wasAdopted || field !== 'adopt'),
      ...(await evaluator.run('observedResources', {
        ...{ spec, observed },
        place: { ...place, owner, recorded: recordedIn(record) },
        use: plannedRoleUse(observed, own, ownership),
      })),
      ...read.violations,
    ];
    const warnings = [...judgment.warnings, ...read.warnings];
    const isExempt =
      violations.length + warnings.length > 0 &&
      (await asksForLess()) &&
      !(await reductions.givesAccess({ desired, observed, steps }));
    return isExempt
      ? { violations: [], warnings: [] }
      : { violations, warnings };
  }

  async #judgeDocuments(
    { spec, ownership: { owner }, record }: AskedSpec,
    isNamespaceWrong: boolean,
  ): Promise<BrokenGuardrails> {
    const { config, evaluator } = this.#o;
    const cluster = config.clusters.find(({ name }) => name === spec.cluster);
    if (!cluster || owner === undefined) {
      return { violations: [], warnings: [] };
    }
    const place = { config, cluster, owner };
    // No resources belong to a namespace that the owner cannot use, so further violations would add no information.
    const resources = isNamespaceWrong
      ? []
      : await evaluator.run('specResources', {
          spec,
          place: { ...place, recorded: recordedIn(record) },
        });
    const broken = await evaluator.run('specGuardrails', { spec, ...place });
    return { ...broken, violations: [...resources, ...broken.violations] };
  }
}

/** Returns the parts of a record that rules need, so that no more is sent to a thread. */
function recordedIn(
  record: RecordedSpec | undefined,
): RecordedSpec | undefined {
  return record && { spec: record.spec, owner: record.owner };
}
