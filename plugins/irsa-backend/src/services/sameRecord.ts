import { ConflictError } from '@backstage/errors';
import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { Ownership } from './Access';

type Recorded = { entityRef: string | null; owner: string | null };

function taken({ namespace, name, cluster }: ServiceAccountRef): ConflictError {
  return new ConflictError(
    `ServiceAccount ${namespace}/${name} in ${cluster} was given to somebody else meanwhile: nothing of it is changed. Ask again.`,
  );
}

/**
 * Who may was asked before the right to write was waited for. Asked again under it: whether the record is still nobody's or the same one's.
 *
 * @throws ConflictError
 */
export async function requireStillFree(
  store: ServiceAccountStore,
  ref: ServiceAccountRef,
  { entityRef, entityUid, owner }: Ownership,
): Promise<void> {
  const record = await store.get(serviceAccountId(ref));
  if (!record?.owner) return;
  // An entity of the catalog may go to another owner; one to come is known by its owner alone.
  const isOthers = entityUid === undefined && record.owner !== owner;
  if (record.entityRef !== entityRef || isOthers) throw taken(ref);
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
