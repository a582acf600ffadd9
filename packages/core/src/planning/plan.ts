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

/** Returns the observation with the pod role in place of the target role. */
export function seenFromPodRole(observed: Observed): Observed {
  return { ...observed, ...observed.podRole, plannedPolicy: absent() };
}

function named(steps: PlannedStep[]): PlannedStep[] {
  return steps.map(step => ({ ...step, id: `pod-${step.id}` }));
}

/** Plans the pod role, still without permissions. It precedes the target role, whose trust policy can only name an existing role. */
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

/** Plans the pod role's permission to assume the target role, after the target role is complete. */
function planPodRolePolicy(
  { podRole }: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
): PlannedStep[] {
  return podRole
    ? named(planInlinePolicy(podRole, seenFromPodRole(observed), recorded))
    : [];
}

/** Moves detaching steps before the others: a role at its quota of attached policies needs the room. */
function detachingFirst(steps: PlannedStep[]): PlannedStep[] {
  const detaches = ({ action }: PlannedStep) => action === 'delete';
  return [...steps.filter(detaches), ...steps.filter(s => !detaches(s))];
}

/**
 * Returns the ordered steps from the observed state to the spec. Limits come before permissions. The ServiceAccount gets its role once the role is
 * complete, and then leaves the previous one, once no pod runs with it. A role in another account is reached through a pod role, which is created first and has no permissions
 * until the target role is complete.
 *
 * The order also keeps credentials available to every pod while a ServiceAccount moves between mechanisms. If annotation and association both exist,
 * EKS injects Pod Identity. A pod keeps its injected credential source until it restarts.
 * - To EKS Pod Identity: (1) The trust policy also trusts EKS Pod Identity; nothing uses it yet. (2) The association is created: new pods use it, and
 *   running pods keep their token. (3) The annotation is removed once the association is propagated: new pods keep using the association. The token
 *   of a running pod depends only on OIDC provider and trust policy, and both stay.
 * - To IRSA: (1) OIDC provider and trust policy trust web identity. (2) The annotation is added: the association still takes precedence. (3) The
 *   association is deleted: new pods use web identity. Running pods keep the credentials that EKS issued, which last for hours. They must restart
 *   before the credentials expire, but not before step 3: while the association exists, restarted pods would use it again.
 *
 * If a ServiceAccount is managed outside Backstage and Backstage may not change it, its owner changes the annotation. Until then, the association and
 * the role that it names stay. A later plan removes the trust statement of the old mechanism, once neither the annotation or association of that
 * mechanism nor a pod that was injected with it exists.
 *
 * For an unchanged spec, all steps are `none`. `recorded` contains the records of what Backstage created for this ServiceAccount.
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
  // The tags of an adopted role allow Backstage to change it, so they come first.
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
    ...planInlinePolicy(desired, observed, recorded),
    ...detachingFirst([
      ...planAttachment(desired, observed),
      ...planManagedPolicies(desired, observed, recorded),
    ]),
    ...boundary.filter(step => !limits(step)),
    ...planPodRolePolicy(desired, observed, recorded),
    planNamespace(desired, observed),
    ...planAssociation(desired, observed, recorded),
    planServiceAccount(desired, observed, recorded),
    ...planNoAssociation(desired, observed, recorded),
    ...(left && (left.keepReason !== undefined || !desired.keepsLeft)
      ? planLeaving(desired, left)
      : []),
  ];
}
