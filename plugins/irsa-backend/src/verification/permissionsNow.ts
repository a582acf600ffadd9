import {
  unreadPermissions,
  type PolicySet,
  type RolePermissions,
} from '@backstage-irsa/core/permissions';
import { TooManyRequestsError } from '../lib/errors';
import type { Evaluator } from '../permissions/evaluator/Evaluator';

/**
 * Returns what a role may do. If evaluating takes too long, the verification does not fail: the permissions then count as not read, with the reason.
 */
export async function permissionsNow(
  evaluator: Evaluator,
  set: PolicySet,
  now: Date,
): Promise<RolePermissions> {
  try {
    return await evaluator.run(
      'rolePermissions',
      { set, now },
      { waits: true },
    );
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error;
    return unreadPermissions(set, error.message);
  }
}
