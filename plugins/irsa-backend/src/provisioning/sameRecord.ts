import { ConflictError } from '@backstage/errors';
import {
  hashPartsHex,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { PlanRequest } from './PlanContext';
import type { Ownership } from '../authorization/specOwnership';

/** The same for specs that ask for the same, for the same owner. */
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

function taken({ namespace, name, cluster }: ServiceAccountRef): ConflictError {
  return new ConflictError(
    `ServiceAccount ${namespace}/${name} in ${cluster} was given to another owner meanwhile. Nothing was changed. Read it again.`,
  );
}

/**
 * Ownership was decided before the claim was waited for. Checks that the record as it is under the claim is still nobody's or the same one's.
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

/** Whether the same was asked for last, for the same owner. */
export function sameIntent(
  a: IamServiceAccount | undefined,
  b: IamServiceAccount | undefined,
): boolean {
  const intentOf = (record: IamServiceAccount | undefined) =>
    JSON.stringify([record?.spec, record?.entityRef, record?.owner]);
  return intentOf(a) === intentOf(b);
}

/** Whether an administrator recorded it again: what was asked for is not known since. */
export function isRecovered(record: IamServiceAccount | undefined): boolean {
  return record?.owner !== null && record?.spec === null && !record.delivery;
}
