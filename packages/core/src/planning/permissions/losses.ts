import type { PermissionChange, Plan, PlanStep } from '../../model/types';

/** The permissions and objects that an IAM service account loses through a plan. @public */
export interface Losses {
  /** The permissions that the service loses. */
  permissions: PermissionChange[];
  /** The steps that detach or delete something. */
  steps: PlanStep[];
}

/** AWS keeps 5 versions of a policy. Deleting an old version to make room for a new one removes no access. */
const isRotation = ({ id }: PlanStep) => id === 'policy-version';

/** Returns the losses of a plan: permissions, and everything that it detaches or deletes. @public */
export function lossesOf({
  permissions,
  steps,
}: Pick<Plan, 'permissions' | 'steps'>): Losses {
  return {
    permissions: permissions?.lost ?? [],
    steps: steps.filter(step => step.action === 'delete' && !isRotation(step)),
  };
}

/** Checks whether a plan removes anything. @public */
export function hasLosses(plan: Pick<Plan, 'permissions' | 'steps'>): boolean {
  const { permissions, steps } = lossesOf(plan);
  return permissions.length + steps.length > 0;
}
