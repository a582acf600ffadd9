import type { Observed } from '../observe/types';
import { planAssociation, planNoAssociation } from './association';
import { planAttachment } from './attachment';
import { planBoundary } from './boundary';
import type { Desired } from './desired';
import { planInlinePolicy } from './inlinePolicy';
import { planManagedPolicies } from './managedPolicies';
import { planNamespace } from './namespace';
import { planOidcProvider } from './oidcProvider';
import { planPolicy } from './policy';
import { planRole } from './role';
import { planServiceAccount } from './serviceAccount';
import { planSession } from './session';
import type { PlannedStep } from './types';

/**
 * The ordered steps from what is there to what is asked for. Power comes last: the ServiceAccount names its role once the role is whole.
 *
 * The order also keeps every pod supplied while a ServiceAccount moves from one mechanism to the other. Where annotation and association are
 * both there, EKS injects Pod Identity; a pod keeps what it was injected with until it is made again.
 * - To EKS Pod Identity: (1) the trust policy takes in EKS beside web identity, and nothing uses it yet; (2) the association is made: new pods
 *   come by it, those that run go on with their token; (3) the annotation goes, once the association is known everywhere: new pods go on as in
 *   (2). The token of a running pod does not depend on the annotation, only on provider and trust policy, and both stay.
 * - To IRSA: (1) provider and trust policy take in web identity; (2) the annotation comes: the association still wins; (3) the association goes:
 *   new pods come by web identity. Running pods live on what EKS gave out, which lasts for hours, and must be made again meanwhile: as long as
 *   the association is there, pods made again would come by it.
 * What lets in the old mechanism goes with a plan made when neither its switch is there nor a pod that was injected with it.
 *
 * An unchanged spec gives steps that are all `none`. `recorded` is what our records say we made for this ServiceAccount.
 */
export function plan(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string> = new Set(),
): PlannedStep[] {
  const isAssociated = desired.association !== undefined;
  return [
    ...(isAssociated ? [] : [planOidcProvider(desired, observed)]),
    ...planPolicy(desired, observed),
    ...planRole(desired, observed),
    ...planBoundary(desired, observed, recorded),
    ...planSession(desired, observed),
    ...planInlinePolicy(desired, observed),
    ...planAttachment(desired, observed),
    ...planManagedPolicies(desired, observed, recorded),
    planNamespace(desired, observed),
    ...planAssociation(desired, observed),
    planServiceAccount(desired, observed),
    ...planNoAssociation(desired, observed, recorded),
  ];
}
