import { ConflictError } from '@backstage/errors';
import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { Ownership } from './Access';

type Recorded = { entityRef: string | null; owner: string | null };

function taken({ namespace, name, cluster }: ServiceAccountRef): ConflictError {
  return new ConflictError(
    `ServiceAccount ${namespace}/${name} in ${cluster} was given to another owner meanwhile. Nothing was changed. Read it again.`,
  );
}

/**
 * Ownership was decided before the claim was waited for. Checks under the claim that the record is still nobody's or the same one's.
 *
 * @throws ConflictError
 */
export async function requireStillFree(
  store: ServiceAccountStore,
  ref: ServiceAccountRef,
  { entityRef, owner }: Ownership,
): Promise<void> {
  const record = await store.get(serviceAccountId(ref));
  if (!record?.owner) return;
  if (record.entityRef !== entityRef || record.owner !== owner) {
    throw taken(ref);
  }
}

/**
 * As `requireStillFree`, for what was there.
 *
 * @throws ConflictError
 */
export function requireSameRecord(
  before: ServiceAccountRef & Recorded,
  now: Recorded,
): void {
  if (before.entityRef !== now.entityRef || before.owner !== now.owner) {
    throw taken(before);
  }
}
