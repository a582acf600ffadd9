import type { Violation } from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import { checkOwnership } from './ownership';
import type { OwnershipContext } from './ownershipContext';
import { checkPodIdentity } from './podIdentity';
import { checkPodRole } from './podRole';
import { checkSizes } from './sizes';
import { checkSurroundings } from './surroundings';
import { checkWantedPolicies } from './wantedPolicies';

/** Every rule that the plan breaks against what is there. All at once, before any write. */
export function preflight(
  context: OwnershipContext,
  config: IrsaConfig,
): Violation[] {
  const { desired, observed, recorded } = context;
  return [
    ...checkSurroundings(desired, observed, config),
    ...checkWantedPolicies(desired, observed),
    ...checkSizes(desired, observed, recorded),
    ...checkOwnership(context),
    ...checkPodIdentity(context),
    ...checkPodRole(context),
  ];
}
