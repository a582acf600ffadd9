import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Permissions, Risk } from '@backstage-irsa/core/model';
import {
  notEvaluated,
  permissionSummary,
  policyRisks,
  unreadPermissions,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { TooManyRequestsError } from '../../lib/errors';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import { LOOP_WORK } from '../../permissions/evaluator/loopWork';

/**
 * Evaluates the policy sets that a scan finds. Anybody who may create roles in an account writes these policies, so those that take much work are
 * evaluated in worker threads, with a deadline.
 */
export class SetEvaluation {
  readonly #evaluator: Pick<Evaluator, 'run'>;
  readonly #known: { catalogue: ActionCatalogue; now: Date };

  constructor(
    evaluator: Pick<Evaluator, 'run'>,
    known: { catalogue: ActionCatalogue; now: Date },
  ) {
    this.#evaluator = evaluator;
    this.#known = known;
  }

  /** Creates an evaluation by AWS's current list of actions. */
  static async at(
    evaluator: Pick<Evaluator, 'run'>,
    now: Date,
  ): Promise<SetEvaluation> {
    return new SetEvaluation(evaluator, {
      catalogue: await loadCatalogue(),
      now,
    });
  }

  /** Returns the risks of a set. If they cannot be found within the limits, this itself is the risk. */
  async risks(set: PolicySet): Promise<Risk[]> {
    const budget = { left: LOOP_WORK };
    const risks = policyRisks(set, { ...this.#known, budget });
    if (budget.left >= 0) return risks;
    const { now } = this.#known;
    return this.#limited(
      this.#evaluator.run('policyRisks', { set, now }, { waits: true }),
      reason => [notEvaluated(reason)],
    );
  }

  /** Returns the summary of a set. */
  async summary(set: PolicySet): Promise<Omit<Permissions, 'risks'>> {
    const budget = { left: LOOP_WORK };
    const summary = permissionSummary(set, { ...this.#known, budget });
    if (budget.left >= 0) return summary;
    const { now } = this.#known;
    return this.#limited<Omit<Permissions, 'risks'>>(
      this.#evaluator.run('permissionSummary', { set, now }, { waits: true }),
      reason => unreadPermissions(set, reason).headline,
    );
  }

  async #limited<T>(
    evaluating: Promise<T>,
    instead: (reason: string) => T,
  ): Promise<T> {
    try {
      return await evaluating;
    } catch (error) {
      if (!(error instanceof TooManyRequestsError)) throw error;
      return instead(error.message);
    }
  }
}
