import type { Vpc } from '../../state/cluster';
import type { OperationContext } from '../operation';

/** The VPCs of the clusters that the caller's account owns in the region of the request. */
export function ownVpcs({ world, caller, region }: OperationContext): Vpc[] {
  return [...world.clusters.values()]
    .filter(cluster => cluster.region === region)
    .map(({ vpc }) => vpc)
    .filter(({ ownerId }) => ownerId === caller.account.id);
}
