import type {
  ApprovalRule,
  NeededApproval,
  Risk,
} from '@backstage-irsa/core/model';
import {
  accountsOf,
  approvalRulesOf,
  asksForRisks,
  opensWay,
  toPlanStep,
} from '@backstage-irsa/core/planning';
import type { Approvals } from '../approvals/Approvals';
import type { BreakGlasses } from '../approvals/BreakGlasses';
import { digestOf } from '../authorization/audit/documents';
import type { ChangeRequest } from '../authorization/audit/types';
import type { OwnSession } from '../authorization/ownSession';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type { PlanContext, PlanRequest } from './PlanContext';
import type { Reductions } from './Reductions';

/** The rules by which a plan needs approvals, and the risks that it brings where a rule asks for them. */
interface Needed {
  rules: ApprovalRule[];
  risks: Risk[];
}

interface PlanApprovalsOptions {
  approvals: Approvals;
  breakGlasses: BreakGlasses;
  config: Pick<IrsaConfig, 'approvals'>;
  evaluator: Evaluator;
  reductions: Reductions;
}

/** Which plans need an approval, and that they have it. */
export class PlanApprovals {
  readonly #o: PlanApprovalsOptions;

  constructor(options: PlanApprovalsOptions) {
    this.#o = options;
  }

  /** Nothing for a plan that gives no access that is not there now. */
  async needed(context: PlanContext): Promise<Needed> {
    const { config, evaluator } = this.#o;
    const { desired, observed, steps, now } = context;
    const rules = config.approvals;
    if (rules.length === 0 || !(await this.#givesAccess(context))) {
      return { rules: [], risks: [] };
    }
    const task = { desired, observed, steps, now };
    const { risks } = asksForRisks(rules)
      ? await evaluator.run('plannedPermissions', task)
      : { risks: [] };
    const question = {
      spec: desired.spec,
      accountIds: accountsOf(desired.config, steps),
      risks,
    };
    return { rules: approvalRulesOf(rules, question), risks };
  }

  /**
   * Uses up the approvals that a plan needs. Under the claim on the ServiceAccount, with the very steps that are made next.
   *
   * @returns who asks, with who approved
   * @throws as `Approvals.require`
   */
  async require(
    { id, ownership }: PlanRequest,
    context: PlanContext,
    by: ChangeRequest,
    how: { operationId: string; session?: OwnSession },
  ): Promise<ChangeRequest> {
    const { rules, risks } = await this.needed(context);
    if (rules.length === 0) return by;
    const { approvals, breakGlasses } = this.#o;
    const { config, spec } = context.desired;
    const accountIds = accountsOf(config, context.steps);
    const broken =
      how.session && (await breakGlasses.covering(accountIds, how.session));
    if (broken) {
      const reasons = broken.map(
        opened => `Break-glass ${opened.id}: ${opened.reason}`,
      );
      return {
        ...by,
        reason: [by.reason, ...reasons].filter(Boolean).join('; '),
      };
    }
    const { entityRef = '', owner = '' } = ownership;
    const doing = context.steps.filter(({ effect }) => effect !== null);
    const effects = doing.map(({ effect }) => effect);
    const steps = doing.map(toPlanStep);
    return approvals.require(
      rules,
      {
        ...{ serviceAccountId: id, spec, entityRef, owner, steps, risks },
        digest: digestOf({ spec, entityRef, owner, effects }),
        effects: doing.map(({ id: step, effect }) => ({
          ...{ step, digest: digestOf(effect) },
        })),
      },
      by,
      how.operationId,
    );
  }

  async #givesAccess({
    desired,
    observed,
    steps,
  }: PlanContext): Promise<boolean> {
    return (
      steps.some(opensWay) ||
      this.#o.reductions.givesAccess({ desired, observed, steps })
    );
  }
}

/** An approval by a rule, as a plan tells it. */
export function neededBy({
  name,
  approvers,
  gate,
}: ApprovalRule): NeededApproval {
  return { rule: name, approvers, ...(gate !== undefined && { gate }) };
}
