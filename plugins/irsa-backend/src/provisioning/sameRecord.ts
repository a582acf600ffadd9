import { ConflictError } from '@backstage/errors';
import {
  hashPartsHex,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { PlanRequest } from './PlanContext';
import type { Ownership } from '../authorization/specOwnership';

/** The value that deletions store as the spec hash of their operation: no spec is desired. */
export const NO_SPEC = 'deletion';

/** Returns a hash that is equal for equal specs of the same entity and owner. */
export function specHashOf(
  spec: IamServiceAccountSpec,
  ownership: Ownership,
): string {
  const entries = Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashPartsHex([
    JSON.stringify(entries),
    ownership.entityRef ?? '',
    ownership.owner ?? '',
  ]);
}

type Recorded = { entityRef: string | null; owner: string | null };

function taken(ref: ServiceAccountRef): ConflictError {
  return new ConflictError(
    `ServiceAccount ${nameInCluster(
      ref,
    )} was transferred to another owner in the meantime. Nothing was changed. Read it again.`,
  );
}

/**
 * Checks under the claim that the IAM service account has no owner or still the same one, because ownership was decided before waiting for the claim.
 *
 * @throws ConflictError
 */
export function requireStillFree({
  asked,
  ownership,
  record,
}: PlanRequest): void {
  if (!record?.owner) return;
  if (
    record.entityRef !== ownership.entityRef ||
    record.owner !== ownership.owner
  ) {
    throw taken(asked);
  }
}

/** The error for a spec whose origin was changed in the meantime. Nothing was written. */
export class OriginChangedError extends ConflictError {}

/**
 * Checks under the claim that nobody changed the IAM service account that the spec was derived from: the spec would revert that change.
 *
 * @throws OriginChangedError
 */
export function requireSameOrigin({
  asked,
  options: { derivedFrom },
  record,
}: PlanRequest): void {
  if (derivedFrom === undefined) return;
  if (sameIntent(derivedFrom ?? undefined, record)) return;
  throw new OriginChangedError(
    `ServiceAccount ${nameInCluster(
      asked,
    )} was changed in the meantime. Nothing was changed by this request. Read it again, then repeat the request.`,
  );
}

/**
 * Like `requireStillFree`, but compares with the record of the IAM service account that was read before waiting for the claim.
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

/** Whether both records have the same spec, entity, and owner. */
export function sameIntent(
  a: IamServiceAccount | undefined,
  b: IamServiceAccount | undefined,
): boolean {
  const intentOf = (record: IamServiceAccount | undefined) =>
    JSON.stringify([record?.spec, record?.entityRef, record?.owner]);
  return intentOf(a) === intentOf(b);
}

/** Whether an administrator restored the record after a database loss, so that its last spec is unknown. */
export function isRecovered(record: IamServiceAccount | undefined): boolean {
  return record?.owner !== null && record?.spec === null && !record.delivery;
}
