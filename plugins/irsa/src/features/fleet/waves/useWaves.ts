import type { Wave, WaveItem, WaveItemState } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Loaded } from '../../../shared/ui/useLoaded';
import { usePolled } from '../../../shared/ui/usePolled';
import { type Pages, usePages } from '../table/usePages';
import type { FleetRows } from '../table/fleetTable';

const POLL_MILLISECONDS = 2_000;

/** Checks whether the backend is currently changing a wave. */
function isOnItsWay({ state }: Wave): boolean {
  return ['planning', 'running', 'undoing'].includes(state);
}

/** Loads the waves. Polls while one of them is changing. */
export function useWaves(): Loaded<{ items: Wave[] }> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listWaves(), [irsaApi]);
  return usePolled(load, POLL_MILLISECONDS, ({ items }) =>
    items.some(isOnItsWay),
  );
}

/** Loads one wave. Polls while it is changing. */
export function useWave(id: string): Loaded<Wave> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getWave(id), [irsaApi, id]);
  return usePolled(load, POLL_MILLISECONDS, isOnItsWay);
}

/** An item as a row of a table. */
export type WaveItemRow = WaveItem & { id: string };

/** Loads the items of a wave page by page, optionally only those in one state. Loads the page again when the wave was loaded again. */
export function useWaveItems(
  wave: Wave,
  state: WaveItemState | undefined,
): Pages<FleetRows<WaveItemRow>> {
  const irsaApi = useApi(irsaApiRef);
  const { id } = wave;
  const list = useCallback(
    async (page: { cursor?: string; limit: number }) => {
      const answer = await irsaApi.listWaveItems(id, { state, ...page });
      return {
        ...answer,
        items: answer.items.map(item => ({
          ...item,
          id: String(item.position),
        })),
        total: answer.total ?? answer.items.length,
      };
    },
    [irsaApi, id, state],
  );
  const pages = usePages(list);
  const { reload } = pages;
  const read = useRef(wave);
  useEffect(() => {
    if (read.current === wave) return;
    read.current = wave;
    reload();
  }, [wave, reload]);
  return pages;
}
