import type { Violation } from '../../model/types';
import type { RulesConfig } from '../../model/config';
import { isReservedRole } from './guardrails/reserved';
import type { Desired } from '../types';
import { checkExistingServiceAccount } from './existingServiceAccount';
import { concernsOthers } from './concernsOthers';
import { checkOwnership } from './ownership';
import type { OwnershipContext } from './ownershipContext';
import { checkPodIdentity } from './podIdentity';
import { checkPodRole } from './podRole';
import { checkGrantedPolicy } from './grantedPolicy';
import { checkRoleSizes, checkSizes } from './sizes';
import { checkSurroundings } from './surroundings';
import { checkWantedPolicies } from './wantedPolicies';

/** Checks the actual ARN of an adopted role against reserved roles: its path can differ from the spec's. */
function checkReserved(
  { adoptedBy, roleName, roleArn }: Desired,
  config: RulesConfig,
): Violation[] {
  const { guardrails } = config;
  const isReserved =
    adoptedBy !== undefined &&
    isReservedRole({ guardrails, config }, { roleName, roleArn });
  return isReserved
    ? [
        {
          field: 'roleName',
          rule: 'reserved-role',
          message: `Role ${roleArn} is reserved: choose another.`,
        },
      ]
    : [];
}

/** Returns every rule that the plan violates given the observed state, all at once and before any write. */
export function preflight(
  context: OwnershipContext,
  config: RulesConfig,
): Violation[] {
  const { desired, observed, recorded } = context;
  const ownership = checkOwnership(context);
  return [
    ...checkSurroundings(desired, observed, config),
    ...checkWantedPolicies(desired, observed),
    ...checkGrantedPolicy(desired),
    ...checkSizes(desired, observed),
    // These would tell what the role of another owner has.
    ...(concernsOthers(ownership)
      ? []
      : checkRoleSizes(desired, observed, recorded)),
    ...ownership,
    ...checkExistingServiceAccount(context, config),
    ...checkReserved(desired, config),
    ...checkPodIdentity(context),
    ...checkPodRole(context),
  ];
}
