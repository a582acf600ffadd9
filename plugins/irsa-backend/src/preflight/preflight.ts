import type { Violation } from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import type { Observed } from '../observe/types';
import type { Desired } from '../plan/desired';
import { checkOwnership } from './ownership';
import { checkPodIdentity } from './podIdentity';
import { checkPodRole } from './podRole';
import { checkSizes } from './sizes';
import { checkSurroundings } from './surroundings';
import { checkWantedPolicies } from './wantedPolicies';

/** Every rule that the plan breaks against what is there. All at once, before any write. */
export function preflight(
  desired: Desired,
  observed: Observed,
  config: IrsaConfig,
  recorded: ReadonlySet<string>,
): Violation[] {
  return [
    ...checkSurroundings(desired, observed, config),
    ...checkWantedPolicies(desired, observed),
    ...checkSizes(desired, observed, recorded),
    ...checkOwnership(desired, observed, recorded),
    ...checkPodIdentity(desired, observed, recorded),
    ...checkPodRole(desired, observed, recorded),
  ];
}
