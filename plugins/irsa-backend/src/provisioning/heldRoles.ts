import { ConflictError } from '@backstage/errors';
import { recordedArns } from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import { roleKeyOf } from '../serviceAccounts/RoleLeaseStore';
import type { PlanRequest } from './PlanContext';

/**
 * The roles that only one request may write at a time: those that a spec names, and those that it leaves. One that is recorded for another owner is
 * left out: its owner waits for nobody who will be refused.
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
 * Checks that the roles of a plan that breaks no rule are held. One that was recorded for another owner is not, and may be free by now.
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

/** The roles that a spec names, or that go by the name of its ServiceAccount. */
function namedRoles({ place }: PlanRequest): string[] {
  if (!place) return [];
  const { podRole, roleArn } = place.names;
  return [...(podRole ? [podRole.arn] : []), roleArn];
}
