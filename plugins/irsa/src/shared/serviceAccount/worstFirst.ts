import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { shownStatus, type ShownStatus } from '@backstage-irsa/core/status';

/** The status of an IAM service account; `cutOff` while all access is denied in an incident, `waiting` while another tool is still to make it, `unverified` before its first verification. */
export type AccessStatus = ShownStatus | 'cutOff' | 'pending' | 'unverified';

const FROM_WORST: readonly AccessStatus[] = [
  'cutOff',
  'broken',
  'unknown',
  'degraded',
  'settling',
  'pending',
  'unverified',
  'provedBefore',
  'checksPass',
  'verified',
];

/** Whether the annotation of a ServiceAccount that is managed elsewhere has still to come. */
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

/** The status of one IAM service account. */
export function statusOf(account: IamServiceAccount): AccessStatus {
  if (account.cutOff) return 'cutOff';
  if (account.delivery?.state === 'pending' || isRoleAwaited(account)) {
    return 'pending';
  }
  return account.verification
    ? shownStatus(account.verification)
    : 'unverified';
}

/** The worst of all statuses, or undefined when there is no account. */
export function worstStatus(
  accounts: readonly IamServiceAccount[],
): AccessStatus | undefined {
  const present = new Set(accounts.map(statusOf));
  return FROM_WORST.find(status => present.has(status));
}

/** The accounts with the worst status first, otherwise by cluster, namespace and name. */
export function worstFirst(
  accounts: readonly IamServiceAccount[],
): IamServiceAccount[] {
  const rank = (account: IamServiceAccount) =>
    FROM_WORST.indexOf(statusOf(account));
  return [...accounts].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      formatServiceAccountRef(a).localeCompare(formatServiceAccountRef(b)),
  );
}
