import { formatServiceAccountRef } from '../model/serviceAccountRef';
import type { AccessStatus, IamServiceAccount } from '../model/types';
import { shownStatus } from './shownStatus';
import { FROM_WORST } from './statuses.generated';

/** Whether the annotation of a ServiceAccount that is managed elsewhere has not been set yet. @public */
export function isRoleAwaited({
  spec,
  mechanism,
  annotatedRoleArn,
  verification,
}: IamServiceAccount): boolean {
  return (
    spec?.serviceAccount === 'existing' &&
    mechanism === 'irsa' &&
    annotatedRoleArn === undefined &&
    verification?.status === 'unknown'
  );
}

/** Returns the status of an IAM service account for display. @public */
export function accessStatusOf(account: IamServiceAccount): AccessStatus {
  if (account.cutOff) return 'cutOff';
  if (account.delivery?.state === 'pending' || isRoleAwaited(account)) {
    return 'pending';
  }
  return account.verification
    ? shownStatus(account.verification)
    : 'unverified';
}

/** Compares by status, worst first. @public */
export function compareStatus(a: AccessStatus, b: AccessStatus): number {
  return FROM_WORST.indexOf(a) - FROM_WORST.indexOf(b);
}

/** Sorts the accounts by status, worst first, then by cluster, namespace, and name. @public */
export function worstFirst(
  accounts: readonly IamServiceAccount[],
): IamServiceAccount[] {
  return [...accounts].sort(
    (a, b) =>
      compareStatus(accessStatusOf(a), accessStatusOf(b)) ||
      formatServiceAccountRef(a).localeCompare(formatServiceAccountRef(b)),
  );
}
