import type {
  DiscoveredPlace,
  DiscoveredPlaceList,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { type RequestState, useRequest } from '../../../shared/ui/useRequest';

const POLL_MILLISECONDS = 3_000;

/** The time after which every backend replica knows the clusters that one replica discovered, in milliseconds. */
const SPREAD_MILLISECONDS = 6_000;

/** The places of cluster discovery, and the state of a discovery that the user started. */
export interface DiscoveryState {
  places?: DiscoveredPlaceList;
  /** The request that starts a discovery now. */
  request: RequestState<void, []>;
  isRunning: boolean;
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

/** Checks whether every supplier that was known before has made another attempt. */
function isDone(
  before: ReadonlyMap<string, string>,
  items: readonly DiscoveredPlace[],
): boolean {
  const now = lastAsked(items);
  if (before.size === 0) return now.size > 0;
  return [...before].every(([supplier, at]) => now.get(supplier) !== at);
}

/** Loads the places where clusters are discovered. After the user starts a discovery, polls until every supplier has made another attempt. */
export function useDiscovery(onProgress: () => void): DiscoveryState {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listDiscoveredPlaces(), [irsaApi]);
  const { value: places, reload } = useLoaded(load);
  const [before, setBefore] = useState<ReadonlyMap<string, string>>();
  const start = useCallback(async () => {
    const { items } = await irsaApi.startDiscovery();
    setBefore(lastAsked(items));
  }, [irsaApi]);
  useEffect(() => {
    if (!before || !places) return undefined;
    const isLast = isDone(before, places.items);
    const timer = setTimeout(
      () => {
        if (isLast) setBefore(undefined);
        else reload();
        onProgress();
      },
      isLast ? SPREAD_MILLISECONDS : POLL_MILLISECONDS,
    );
    return () => clearTimeout(timer);
  }, [before, places, reload, onProgress]);
  return {
    places,
    request: useRequest(start),
    isRunning: before !== undefined,
  };
}
