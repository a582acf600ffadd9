import {
  valueOf,
  type Observation,
  type ObservedRole,
} from '@backstage-irsa/core/model';
import type { ObservedForDeletion } from '@backstage-irsa/core/planning';
import { readUntil } from '../execute/readUntil';
import type { TrustWriteStore } from '../serviceAccounts/TrustWriteStore';

/**
 * Reads again while IAM shows a trust policy that Backstage has replaced. A plan from it could leave the ServiceAccount in the current one, or out of
 * it. If IAM never shows the current one, somebody has restored the former one.
 *
 * @param roleArns - the roles that `rolesOf` returns, in the same order
 */
export async function withCurrentTrust<T>(
  trustWrites: Pick<TrustWriteStore, 'ofRole'>,
  roleArns: string[],
  read: () => Promise<T>,
  rolesOf: (seen: T) => Observation<ObservedRole>[],
): Promise<T> {
  const writes = await Promise.all(
    roleArns.map(arn => trustWrites.ofRole(arn).recent()),
  );
  return readUntil(
    read,
    seen =>
      !rolesOf(seen).some((role, index) =>
        writes[index].isOutdated(valueOf(role)?.trust.document),
      ),
  );
}

/** Returns the roles as they were read for a deletion. */
export function readRoles({
  roles,
}: Pick<ObservedForDeletion, 'roles'>): Observation<ObservedRole>[] {
  return roles.map(({ role }) => role);
}
