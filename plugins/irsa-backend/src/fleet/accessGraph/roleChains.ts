import {
  canAssume,
  type ChainedRole,
  type RoleChain,
} from '@backstage-irsa/core/accessGraph';
import type { ControlsFor } from '@backstage-irsa/core/permissions';
import { Breather } from '../../permissions/evaluator/Breather';

/** Which roles of a graph can assume which others, and of which this is unknown. */
export interface RoleChains {
  chains: RoleChain[];
  unknown: RoleChain[];
}

/** Decides for each pair of roles whether one can assume the other. Gives other work a turn in between. */
export async function findRoleChains(
  roles: ChainedRole[],
  controlsFor: ControlsFor,
): Promise<RoleChains> {
  const breather = new Breather();
  const now = new Date();
  const found: RoleChains = { chains: [], unknown: [] };
  for (const from of roles) {
    for (const to of roles) {
      await breather.pause();
      const answer = canAssume(from, to, { controlsFor, now });
      const chain = { from: from.id, to: to.id };
      if (answer === 'yes') found.chains.push(chain);
      if (answer === 'unknown') found.unknown.push(chain);
    }
  }
  return found;
}
