import type { Observed } from '../model/observed';
import { planAssociation, planNoAssociation } from './objects/association';
import { planAttachment, planManagedPolicies } from './objects/managedPolicies';
import { planBoundary } from './objects/boundary';
import type { Desired, PlannedStep } from './types';
import { planInlinePolicy } from './objects/inlinePolicy';
import { planLeaving, type Left } from './deletion/leaving';
import { planNamespace, planServiceAccount } from './objects/serviceAccount';
import { planOidcProvider } from './objects/oidcProvider';
import { planPolicy } from './objects/policy';
import { planRole } from './objects/role';
import { planSession } from './objects/session';
import { absent } from '../model/observation';

/** What was observed, from the pod role's side. */
export function seenFromPodRole(observed: Observed): Observed {
  return { ...observed, ...observed.podRole, plannedPolicy: absent() };
}

function named(steps: PlannedStep[]): PlannedStep[] {
  return steps.map(step => ({ ...step, id: `pod-${step.id}` }));
}

/** The pod role, which may do nothing yet. It comes before the target: IAM refuses a trust policy that names a role which is not there. */
function planPodRole(
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
function planPodRolePolicy(
  { podRole }: Desired,
  observed: Observed,
): PlannedStep[] {
  return podRole
    ? named(planInlinePolicy(podRole, seenFromPodRole(observed)))
    : [];
}

/** What goes, before what comes: a role that has all the policies that IAM allows it needs the room. */
function detachingFirst(steps: PlannedStep[]): PlannedStep[] {
  const detaches = ({ action }: PlannedStep) => action === 'delete';
  return [...steps.filter(detaches), ...steps.filter(s => !detaches(s))];
}

/**
 * The ordered steps from observed state to spec. Limits come before permissions. The ServiceAccount gets its role once the role is complete,
 * then leaves the previous one. A role in another account is reached through a pod role, created first and without permissions until the target is
 * complete.
 *
 * The order also keeps every pod supplied while a ServiceAccount moves from one mechanism to the other. Where annotation and association are
 * both there, EKS injects Pod Identity; a pod keeps what was injected until it is restarted.
 * - To EKS Pod Identity: (1) the trust policy trusts EKS beside web identity, and nothing uses it yet; (2) the association is created: new pods
 *   use it, running ones keep their token; (3) the annotation is removed once the association is known everywhere: new pods go on as in (2).
 *   The token of a running pod depends only on provider and trust policy, and both stay.
 * - To IRSA: (1) provider and trust policy trust web identity; (2) the annotation is added: the association still wins; (3) the association is
 *   deleted: new pods use web identity. Running pods keep the credentials that EKS issued, which last for hours, and must be restarted before these expire.
 *   Not earlier: as long as the association is there, restarted pods would use it.
 * The annotation of a ServiceAccount that is managed elsewhere, and that is not ours to change, changes when its owner changes it: until then the
 * association, and the role that it names, stay.
 * The statement of the old mechanism goes with a plan made when neither its switch is there nor a pod that was injected with it.
 *
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
  const isAssociated = desired.association !== undefined;
  const role = planRole(desired, observed, recorded);
  // The tags of an adopted role say that it is ours to change.
  const isFirst = ({ effect }: PlannedStep) =>
    desired.adoptedBy !== undefined &&
    (effect?.type === 'tag-role' || effect?.type === 'untag-role');
  return [
    ...role.filter(isFirst),
    ...(isAssociated ? [] : [planOidcProvider(desired, observed)]),
    ...planPodRole(desired, observed, recorded),
    ...boundary.filter(limits),
    ...planPolicy(desired, observed, recorded),
    ...role.filter(step => !isFirst(step)),
    ...planSession(desired, observed),
    ...planInlinePolicy(desired, observed),
    ...detachingFirst([
      ...planAttachment(desired, observed),
      ...planManagedPolicies(desired, observed, recorded),
    ]),
    ...boundary.filter(step => !limits(step)),
    ...planPodRolePolicy(desired, observed),
    planNamespace(desired, observed),
    ...planAssociation(desired, observed),
    planServiceAccount(desired, observed, recorded),
    ...planNoAssociation(desired, observed, recorded),
    ...(left && !desired.keepsLeft ? planLeaving(desired, left) : []),
  ];
}
