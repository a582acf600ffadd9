import type { Vpc } from '../../state/cluster';
import type { OperationContext } from '../operation';

/** Returns the VPCs of clusters in the region of the request that the caller's account owns. */
export function ownVpcs({ world, caller, region }: OperationContext): Vpc[] {
  return [...world.clusters.values()]
    .filter(cluster => cluster.region === region)
    .map(({ vpc }) => vpc)
    .filter(({ ownerId }) => ownerId === caller.account.id);
}
