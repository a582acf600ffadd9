import {
  effectivePermissions,
  findRisks,
  type ActionCatalogue,
} from '@backstage-irsa/iam-policy';
import type { PlannedPermissions, Risk } from '../../model/types';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import type { PlannedStep } from '../types';
import { policiesAfter } from './after';
import { policiesBefore, type RolePolicies } from './before';
import { gainedBetween } from './changes';

interface Options {
  catalogue: ActionCatalogue;
  now: Date;
}

/** What the steps of a plan change in what the service can do, and the risks that they bring. */
export function plannedPermissions(
  desired: Desired,
  observed: Observed,
  steps: PlannedStep[],
  options: Options,
): PlannedPermissions {
  const before = policiesBefore(observed);
  const after = policiesAfter(desired, observed, steps);
  const then = effectivePermissions(before, options);
  const soon = effectivePermissions(after, options);
  const known = new Set(risksOf(before, options).map(keyOf));
  return {
    gained: gainedBetween(then, soon),
    lost: gainedBetween(soon, then),
    risks: risksOf(after, options).filter(risk => !known.has(keyOf(risk))),
  };
}

function risksOf(policies: RolePolicies, options: Options): Risk[] {
  return findRisks(policies.identityPolicies, {
    permissionsBoundary: policies.permissionsBoundary,
    trustPolicy: policies.trustPolicy,
    ...options,
  });
}

/** The same danger from another policy is not new. */
function keyOf({ id, message }: Risk): string {
  return `${id}\n${message}`;
}
