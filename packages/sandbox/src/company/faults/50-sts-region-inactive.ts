import { findRunningService } from '../service';
import type { Fault } from './fault';

/** Somebody switched AWS STS off in the cluster's region, for the account of the role. */
export const stsRegionInactive: Fault = {
  number: 50,
  plant(ref, world) {
    const { account, cluster } = findRunningService(world, ref);
    account.inactiveStsRegions.add(cluster.region);
  },
};
