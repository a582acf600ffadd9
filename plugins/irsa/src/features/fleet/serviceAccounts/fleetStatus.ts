import type {
  AccessStatus,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import { shownStatus } from '@backstage-irsa/core/status';

/** Returns the status of an IAM service account of the fleet for display, in the words of its component page. */
export function fleetStatusOf(account: FleetServiceAccount): AccessStatus {
  if (account.isCutOff) return 'cutOff';
  if (account.isPending) return 'pending';
  return account.checkedAt === null ? 'unverified' : shownStatus(account);
}
