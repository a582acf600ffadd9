import type { ClusterConfig, RulesConfig } from '@backstage-irsa/core/model';
import {
  accountsOf,
  checkWriting,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import { violationsError } from '../lib/errors';

/**
 * Refuses a deletion or rollback if the mode or a freeze of an account that its steps write to forbids writing.
 *
 * @throws InputError
 */
export function requireWriting(
  config: Pick<RulesConfig, 'writing'>,
  cluster: Pick<ClusterConfig, 'accountId'>,
  steps: PlannedStep[],
): void {
  const violations = checkWriting(config, accountsOf(cluster, steps), 'write');
  if (violations.length > 0) throw violationsError(violations);
}
