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

/** By then every replica of the backend knows of what one of them found. */
const SPREAD_MILLISECONDS = 6_000;

/** Where clusters are looked for. */
export interface DiscoveryState {
  places?: DiscoveredPlaceList;
  /** Looks for them now. */
  request: RequestState<void, []>;
  isRunning: boolean;
}

/** When each supplier was asked last. */
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

/** Whether every supplier that was there has been asked again. */
function isDone(
  before: ReadonlyMap<string, string>,
  items: readonly DiscoveredPlace[],
): boolean {
  const now = lastAsked(items);
  if (before.size === 0) return now.size > 0;
  return [...before].every(([supplier, at]) => now.get(supplier) !== at);
}

/** Reads where clusters are looked for, and again and again while somebody here has them looked for. */
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
