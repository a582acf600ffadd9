import type {
  ApprovalRule,
  NeededApproval,
  Risk,
} from '@backstage-irsa/core/model';
import {
  accountsOf,
  approvalRulesOf,
  asksForRisks,
  broughtBy,
  clustersGiven,
  letsIn,
  type PlannedStep,
  policiesAfter,
  policiesBefore,
  toPlanStep,
} from '@backstage-irsa/core/planning';
import type { StepEffect } from '../approvals/ApprovalRow';
import type { Approvals } from '../approvals/Approvals';
import type { BreakGlasses } from '../approvals/BreakGlasses';
import { canonicalDigest } from '../authorization/audit/documents';
import type { ChangeRequest } from '../authorization/audit/types';
import type { OwnSession } from '../authorization/ownSession';
import type { IrsaConfig } from '../config/types';
import type { Evaluator } from '../permissions/evaluator/Evaluator';
import type {
  NewOperation,
  OperationStore,
} from '../serviceAccounts/OperationStore';
import type { PlanContext, PlanRequest } from './PlanContext';
import type { Reductions } from './Reductions';

/** The rules that require approvals for a plan, and the risks that the plan adds if a rule asks for them. */
interface Needed {
  rules: ApprovalRule[];
  risks: Risk[];
}

interface PlanApprovalsOptions {
  approvals: Approvals;
  breakGlasses: BreakGlasses;
  config: Pick<IrsaConfig, 'approvals'>;
  evaluator: Evaluator;
  operations: OperationStore;
  reductions: Reductions;
}

/** Determines which plans need approvals, and enforces them. */
export class PlanApprovals {
  readonly #o: PlanApprovalsOptions;

  constructor(options: PlanApprovalsOptions) {
    this.#o = options;
  }

  /** Returns the approval rules and risks for a plan; empty if the plan gives no access that does not exist now. */
  async needed(context: PlanContext): Promise<Needed> {
    const { config, evaluator } = this.#o;
    const { desired, observed, steps, now } = context;
    const rules = config.approvals;
    const plan = { desired, observed, steps };
    if (rules.length === 0 || !(await this.#o.reductions.givesAccess(plan))) {
      return { rules: [], risks: [] };
    }
    const isNew = letsIn(steps);
    const task = { ...plan, now, isNew };
    const risks = asksForRisks(rules)
      ? await evaluator.run('plannedRisks', task)
      : [];
    const question = {
      spec: desired.spec,
      clusters: clustersGiven(context),
      accountIds: accountsOf(desired.config, steps),
      risks,
      brought: isNew ? broughtBy(desired, observed) : ('nothing' as const),
    };
    return { rules: approvalRulesOf(rules, question), risks };
  }

  /**
   * Stores the operation that applies a plan, and uses up the approvals that the plan needs: both or neither. Must run under the claim on the
   * ServiceAccount, with exactly the steps that run next.
   *
   * @param session - of the requester, if the requester is the user: it can be exempt from approvals
   * @returns the requester, with the approvers
   * @throws as `Approvals.begin`
   */
  async begin(
    operation: NewOperation,
    { ownership }: PlanRequest,
    context: PlanContext,
    by: ChangeRequest,
    session?: OwnSession,
  ): Promise<ChangeRequest> {
    const { approvals, operations } = this.#o;
    const { rules, risks } = await this.needed(context);
    const exempt =
      rules.length === 0 ? by : await this.#exempt(context, by, session);
    if (exempt) {
      await operations.create(operation);
      return exempt;
    }
    const { serviceAccountId } = operation;
    const { spec } = context.desired;
    const { entityRef = '', owner = '' } = ownership;
    const doing = context.steps.filter(({ effect }) => effect !== null);
    const effects = doing.map(({ effect }) => effect);
    // Principals that the plan adds to the role get its existing permissions, so the digest must cover these too.
    const role = letsIn(doing) ? policiesBefore(context.observed) : undefined;
    const given = givenBy(context, doing);
    const steps = doing.map(toPlanStep);
    return approvals.begin(
      operation,
      rules,
      {
        ...{ serviceAccountId, spec, entityRef, owner, steps, risks },
        digest: canonicalDigest({
          ...{ spec, entityRef, owner, effects, role, given },
        }),
        effects: [
          ...doing.map(({ id: step, effect }) => ({
            ...{ step, digest: canonicalDigest(effect) },
          })),
          ...given,
        ],
      },
      by,
    );
  }

  /** Returns the requester, with the break-glass sessions that replace the approvals; undefined if they do not cover the plan. */
  async #exempt(
    { desired, steps }: PlanContext,
    by: ChangeRequest,
    session?: OwnSession,
  ): Promise<ChangeRequest | undefined> {
    if (!session) return undefined;
    const accountIds = accountsOf(desired.config, steps);
    const opened = await this.#o.breakGlasses.covering(accountIds, session);
    if (!opened) return undefined;
    const reasons = opened.map(one => `Break-glass ${one.id}: ${one.reason}`);
    return {
      ...by,
      reason: [by.reason, ...reasons].filter(Boolean).join('; '),
    };
  }
}

/**
 * Returns the documents that a plan gives, as effects: of the policies that it attaches, whose authors can change them, and of all policies of a role
 * that it lets principals use. The rest of an interrupted plan leads to the same documents, unless somebody else changed them.
 */
function givenBy(
  { desired, observed }: PlanContext,
  doing: PlannedStep[],
): StepEffect[] {
  const { trustPolicy: _, ...after } = policiesAfter(desired, observed, doing);
  const identityPolicies = [...after.identityPolicies].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const attached = new Set(
    doing.flatMap(({ effect }) =>
      effect?.type === 'attach-role-policy' ? effect.policyArn : [],
    ),
  );
  const effectOf = (step: string, documents: unknown) => ({
    ...{ step, digest: canonicalDigest(documents) },
  });
  return [
    ...identityPolicies
      .filter(({ name }) => attached.has(name))
      .map(({ name, document }) => effectOf(`policy ${name}`, document)),
    ...(letsIn(doing)
      ? [effectOf('policies of the role', { ...after, identityPolicies })]
      : []),
  ];
}

/** Returns the approval that a rule requires, in the form that plans report. */
export function neededBy({
  name,
  approvers,
  gate,
}: ApprovalRule): NeededApproval {
  return { rule: name, approvers, ...(gate !== undefined && { gate }) };
}
