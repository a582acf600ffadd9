import { absent } from '../model/observation';
import type { Observed } from '../model/observed';
import { planBoundary } from './boundary';
import type { Desired } from './types';
import { planInlinePolicy } from './inlinePolicy';
import { planRole } from './role';
import { planSession } from './session';
import type { PlannedStep } from './types';

/** What was observed, from the pod role's side. */
export function seenFromPodRole(observed: Observed): Observed {
  return { ...observed, ...observed.podRole, plannedPolicy: absent() };
}

function named(steps: PlannedStep[]): PlannedStep[] {
  return steps.map(step => ({ ...step, id: `pod-${step.id}` }));
}

/** The pod role, which may do nothing yet. It comes before the target: IAM refuses a trust policy that names a role which is not there. */
export function planPodRole(
  { podRole }: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  if (!podRole) return [];
  const seen = seenFromPodRole(observed);
  return named([
    ...planBoundary(podRole, seen, recorded),
    ...planRole(podRole, seen, recorded),
    ...planSession(podRole, seen),
  ]);
}

/** Its right to the target, once that is whole. */
export function planPodRolePolicy(
  { podRole }: Desired,
  observed: Observed,
): PlannedStep[] {
  return podRole
    ? named(planInlinePolicy(podRole, seenFromPodRole(observed)))
    : [];
}
