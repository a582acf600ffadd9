import { valueOf } from '@backstage-irsa/core/model';
import type { ObservedForDeletion } from '@backstage-irsa/core/planning';
import { SPREAD_WAITS_MS } from '../execute/spread';
import { waitAndNote } from '../lib/retry/waited';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';

/**
 * Reads roles again while IAM shows a trust policy that Backstage has replaced. A plan from it could leave the ServiceAccount in the current one. If IAM
 * never shows the current one, somebody has restored the former one.
 *
 * @param roleArns - the roles that are read, in this order
 */
export async function withCurrentTrust<
  T extends Pick<ObservedForDeletion, 'roles'>,
>(
  trustWrites: Pick<TrustWriteStore, 'ofRole'>,
  roleArns: string[],
  read: () => Promise<T>,
): Promise<T> {
  const writes = await Promise.all(
    roleArns.map(arn => trustWrites.ofRole(arn).recent()),
  );
  const isRecent = writes.some(recent => recent.isRecent);
  for (const wait of isRecent ? SPREAD_WAITS_MS : []) {
    const seen = await read();
    const isOutdated = seen.roles.some(({ role }, index) =>
      writes[index].isOutdated(valueOf(role)?.trust.document),
    );
    if (!isOutdated) return seen;
    await waitAndNote(wait);
  }
  return read();
}
