import type {
  DiscoveredPlace,
  DiscoveredPlaceList,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type Failure, failureOf } from '../../../shared/ui/failure';
import { usePolled } from '../../../shared/ui/usePolled';
import { type RequestState, useRequest } from '../../../shared/ui/useRequest';

const POLL_MILLISECONDS = 3_000;

/** The time after which every backend replica knows the clusters that one replica discovered, in milliseconds. */
const SPREAD_MILLISECONDS = 6_000;

/** The time after which no discovery still runs, in milliseconds. A supplier that finds nothing does not report that it has ended. */
const LONGEST_MILLISECONDS = 10 * 60_000;

/** The last attempts before a discovery that the user started, and when it has ended at the latest. */
interface Started {
  attempts: ReadonlyMap<string, string>;
  until: number;
}

/** The places of cluster discovery, and the state of a discovery that the user started. */
export interface DiscoveryState {
  places?: DiscoveredPlaceList;
  /** The request that starts a discovery now. */
  request: RequestState<void, []>;
  isRunning: boolean;
  /** Why the progress of a started discovery can no longer be read. */
  failure?: Failure;
  /** Reads the progress again after a failure. */
  retry: () => void;
}

/** Returns the last attempt of each supplier. */
function lastAsked(items: readonly DiscoveredPlace[]): Map<string, string> {
  const last = new Map<string, string>();
  for (const { supplier, attemptedAt } of items) {
    const known = last.get(supplier);
    if (known === undefined || known < attemptedAt) {
      last.set(supplier, attemptedAt);
    }
  }
  return last;
}

/** Checks whether every supplier that was known before has made another attempt, or can make none anymore. */
function isDone(
  { attempts, until }: Started,
  items: readonly DiscoveredPlace[],
): boolean {
  if (Date.now() > until) return true;
  const now = lastAsked(items);
  if (attempts.size === 0) return now.size > 0;
  return [...attempts].every(([supplier, at]) => now.get(supplier) !== at);
}

/** Loads the places where clusters are discovered. After the user starts a discovery, polls until every supplier has made another attempt. */
export function useDiscovery(onProgress: () => void): DiscoveryState {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listDiscoveredPlaces(), [irsaApi]);
  const [before, setBefore] = useState<Started>();
  const isPending = ({ items }: DiscoveredPlaceList) =>
    before !== undefined && !isDone(before, items);
  const loaded = usePolled(load, POLL_MILLISECONDS, isPending);
  const { value: places, error, reload } = loaded;
  const start = useCallback(async () => {
    const { items } = await irsaApi.startDiscovery();
    setBefore({
      attempts: lastAsked(items),
      until: Date.now() + LONGEST_MILLISECONDS,
    });
  }, [irsaApi]);
  useEffect(() => {
    if (!before || !places) return undefined;
    onProgress();
    if (!isDone(before, places.items)) return undefined;
    const timer = setTimeout(() => {
      setBefore(undefined);
      onProgress();
    }, SPREAD_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [before, places, onProgress]);
  return {
    places,
    request: useRequest(start),
    isRunning: before !== undefined && !error,
    failure: before && error && failureOf(error),
    retry: reload,
  };
}
