import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Permissions, Risk } from '@backstage-irsa/core/model';
import {
  evaluablePolicies,
  permissionSummary,
  policyRisks,
  unreadPermissions,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { TooManyRequestsError } from '../../lib/errors';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';

/** The number of resources in the policies of a set above which its evaluation can take longer than the event loop may be held. */
const MOST_RESOURCES = 60;

/**
 * Evaluates the policy sets that a scan finds. Anybody who may create roles in an account writes these policies, so large ones are evaluated in worker
 * threads, with a deadline.
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
    if (!isLarge(set)) return policyRisks(set, this.#known);
    const { now } = this.#known;
    return this.#limited(
      this.#evaluator.run('policyRisks', { set, now }, { waits: true }),
      reason => [
        {
          id: 'not-evaluated',
          severity: 'medium',
          message: `The risks of its policies are unknown. ${reason}`,
        },
      ],
    );
  }

  /** Returns the summary of a set. */
  async summary(set: PolicySet): Promise<Omit<Permissions, 'risks'>> {
    if (!isLarge(set)) return permissionSummary(set, this.#known);
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

function isLarge(set: PolicySet): boolean {
  const { identityPolicies } = evaluablePolicies(set);
  const resources = identityPolicies
    .flatMap(({ document }) => document.Statement)
    .reduce(
      (sum, { Resource: listed = [], NotResource: excepted = [] }) =>
        sum + [listed, excepted].flat(2).length,
      0,
    );
  return resources > MOST_RESOURCES;
}
