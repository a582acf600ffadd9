import type { PermissionChange, Plan, PlanStep } from '../../model/types';

/** What an IAM service account loses by a plan. @public */
export interface Losses {
  /** What the service can no longer do. */
  permissions: PermissionChange[];
  /** The steps that detach or delete something. */
  steps: PlanStep[];
}

/** AWS keeps five versions of a policy: an old one goes when a new one comes, which removes nothing. */
const isRotation = ({ id }: PlanStep) => id === 'policy-version';

/** The losses of a plan: permissions, and everything that it detaches or deletes. @public */
export function lossesOf({
  permissions,
  steps,
}: Pick<Plan, 'permissions' | 'steps'>): Losses {
  return {
    permissions: permissions?.lost ?? [],
    steps: steps.filter(step => step.action === 'delete' && !isRotation(step)),
  };
}

/** Whether a plan removes anything. @public */
export function hasLosses(plan: Pick<Plan, 'permissions' | 'steps'>): boolean {
  const { permissions, steps } = lossesOf(plan);
  return permissions.length + steps.length > 0;
}
