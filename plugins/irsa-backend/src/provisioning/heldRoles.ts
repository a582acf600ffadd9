import { ConflictError } from '@backstage/errors';
import { recordedArns } from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import { roleKeyOf } from '../serviceAccounts/RoleLeaseStore';
import type { PlanRequest } from './PlanContext';

/**
 * Returns the roles that only one request may write at a time: the roles that a spec names, and those that it no longer uses. Omits roles that are
 * recorded for another owner, so that their owner does not wait for a request that will be refused.
 */
export async function rolesToHold(
  request: PlanRequest,
  managed: Pick<ManagedObjectStore, 'objectsOf' | 'holdersOfRole'>,
): Promise<string[]> {
  const own = recordedArns('role', await managed.objectsOf(request.id));
  const ownKeys = new Set(own.map(roleKeyOf));
  const held: string[] = [];
  for (const arn of namedRoles(request)) {
    const isFree =
      ownKeys.has(roleKeyOf(arn)) ||
      (await managed.holdersOfRole(arn)).every(
        ({ owner }) => owner === request.place?.owner,
      );
    if (isFree) held.push(arn);
  }
  return [...held, ...own];
}

/**
 * Checks that the roles of a plan without violations are held. A role that was recorded for another owner is not held, even if it is free by now.
 *
 * @throws ConflictError
 */
export function requireHeld(request: PlanRequest, held: string[]): void {
  const keys = new Set(held.map(roleKeyOf));
  const left = namedRoles(request).find(arn => !keys.has(roleKeyOf(arn)));
  if (left === undefined) return;
  throw new ConflictError(
    `Role ${left} is recorded for another owner, or was when this request began. Nothing was changed. Choose another roleName, or retry once its owner has deleted it.`,
  );
}

/** Returns the roles that a spec names, or that are named after its ServiceAccount. */
function namedRoles({ place }: PlanRequest): string[] {
  if (!place) return [];
  const { podRole, roleArn } = place.names;
  return [...(podRole ? [podRole.arn] : []), roleArn];
}
