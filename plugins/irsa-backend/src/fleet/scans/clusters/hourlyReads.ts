import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { HourlyRead } from '../../../observe/bulk/ClusterBulkReader';
import type { ObservationStore } from '../../store/inventory/ObservationStore';
import { ObservationCache } from '../ObservationCache';
import { clusterScope } from '../scopes';

/** How long an answer is kept, in milliseconds. */
const HOUR_MS = 60 * 60_000;

/** Returns a reader that repeats its reads once an hour, and if the cluster has another version. */
export function hourlyReads(
  store: ObservationStore,
  look: { config: ClusterConfig; at: string; isRequested: boolean },
): HourlyRead {
  return async (kind, version, read) => {
    const cache = await ObservationCache.take({
      ...{ store, kind, read },
      scope: clusterScope(look.config.name),
      keys: [version],
      keptMs: look.isRequested ? 0 : HOUR_MS,
      at: look.at,
    });
    return cache.of(version);
  };
}
