import type { Observed } from '../observe/types';
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
 * An unchanged spec gives steps that are all `none`. `recorded` is what our records say we made for this ServiceAccount.
 */
export function plan(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string> = new Set(),
): PlannedStep[] {
  return [
    planOidcProvider(desired, observed),
    ...planPolicy(desired, observed),
    ...planRole(desired, observed),
    ...planBoundary(desired, observed, recorded),
    ...planSession(desired, observed),
    ...planInlinePolicy(desired, observed),
    ...planAttachment(desired, observed),
    ...planManagedPolicies(desired, observed, recorded),
    planNamespace(desired, observed),
    planServiceAccount(desired, observed),
  ];
}
