import type { MigrationList } from '@backstage-irsa/plugin-irsa-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../api/IrsaApi';
import { type Loaded, useLoaded } from './useLoaded';
import type { MigrationFilter } from './useMigrationFilter';

/** Rows of a page. */
const LIMIT = 25;

/** One page of the fleet, and the ways to the pages beside it where there are any. */
export interface MigrationPages extends Loaded<MigrationList> {
  /** How many stand before the page. */
  offset: number;
  previous?: () => void;
  next?: () => void;
}

/** Reads the fleet page by page, from the first whenever the filter changes. */
export function useMigrationPages(filter: MigrationFilter): MigrationPages {
  const irsaApi = useApi(irsaApiRef);
  const { stage, cluster } = filter;
  const key = `${stage} ${cluster}`;
  const [place, setPlace] = useState({ key, cursors: [] as string[] });
  const cursors = place.key === key ? place.cursors : [];
  const cursor = cursors[cursors.length - 1];
  const load = useCallback(
    () => irsaApi.listMigrations({ stage, cluster, cursor, limit: LIMIT }),
    [irsaApi, stage, cluster, cursor],
  );
  const loaded = useLoaded(load);
  const nextCursor = loaded.value?.nextCursor;
  const go = (to: string[]) => () => setPlace({ key, cursors: to });
  return {
    ...loaded,
    offset: cursors.length * LIMIT,
    previous: cursors.length > 0 ? go(cursors.slice(0, -1)) : undefined,
    next: nextCursor ? go([...cursors, nextCursor]) : undefined,
  };
}
