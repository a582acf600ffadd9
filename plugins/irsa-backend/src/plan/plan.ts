import type { Observed } from '../observe/types';
import { planAttachment } from './attachment';
import { planBoundary } from './boundary';
import type { Desired } from './desired';
import { planInlinePolicy } from './inlinePolicy';
import { planLeaving, type Left } from './leaving';
import { planManagedPolicies } from './managedPolicies';
import { planNamespace } from './namespace';
import { planOidcProvider } from './oidcProvider';
import { planPolicy } from './policy';
import { planRole } from './role';
import { planServiceAccount } from './serviceAccount';
import { planSession } from './session';
import type { PlannedStep } from './types';

/** What goes, before what comes: a role that has all the policies that IAM allows it needs the room. */
function detachingFirst(steps: PlannedStep[]): PlannedStep[] {
  const detaches = ({ action }: PlannedStep) => action === 'delete';
  return [...steps.filter(detaches), ...steps.filter(s => !detaches(s))];
}

/**
 * The ordered steps from what is there to what is asked for. Limits come before power, and power comes last: the
 * ServiceAccount names its role once the role is whole, and only then leaves the one that it had.
 * An unchanged spec gives steps that are all `none`. `recorded` is what our records say we made for this ServiceAccount.
 */
export function plan(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string> = new Set(),
  left?: Left,
): PlannedStep[] {
  const boundary = planBoundary(desired, observed, recorded);
  const limits = ({ effect }: PlannedStep) =>
    effect?.type === 'put-role-boundary';
  return [
    planOidcProvider(desired, observed),
    ...boundary.filter(limits),
    ...planPolicy(desired, observed, recorded),
    ...planRole(desired, observed, recorded),
    ...planSession(desired, observed),
    ...planInlinePolicy(desired, observed),
    ...detachingFirst([
      ...planAttachment(desired, observed),
      ...planManagedPolicies(desired, observed, recorded),
    ]),
    ...boundary.filter(step => !limits(step)),
    planNamespace(desired, observed),
    planServiceAccount(desired, observed, recorded),
    ...(left ? planLeaving(desired, left) : []),
  ];
}
