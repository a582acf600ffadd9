import type { Observed } from '../observe/types';
import { planAttachment } from './attachment';
import type { Desired } from './desired';
import { planNamespace } from './namespace';
import { planOidcProvider } from './oidcProvider';
import { planPolicy } from './policy';
import { planRole } from './role';
import { planServiceAccount } from './serviceAccount';
import type { PlannedStep } from './types';

/**
 * The ordered steps from what is there to what is asked for. Power comes last: the ServiceAccount names its role once the role is whole.
 * An unchanged spec gives steps that are all `none`.
 */
export function plan(desired: Desired, observed: Observed): PlannedStep[] {
  return [
    planOidcProvider(desired, observed),
    ...planPolicy(desired, observed),
    ...planRole(desired, observed),
    ...planAttachment(desired, observed),
    planNamespace(desired, observed),
    planServiceAccount(desired, observed),
  ];
}
