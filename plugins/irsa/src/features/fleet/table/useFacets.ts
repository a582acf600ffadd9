import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef } from 'react';
import type {
  ExportedTable,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';

/** A value and the number of rows that have it. */
export interface CountedValue {
  value: string;
  count: number;
}

/**
 * Loads the values of each filter with their number of rows. Loads nothing while `round` is 0, and loads them again when it changes. Returns the last
 * values while loading, or if loading failed.
 */
export function useFacets(
  table: ExportedTable,
  query: FleetQuery,
  round: number,
): Map<string, CountedValue[]> {
  const irsaApi = useApi(irsaApiRef);
  const { sort: _sort, order: _order, ...filters } = query;
  const text = JSON.stringify(filters);
  const isAsked = round > 0;
  const load = useCallback(async () => {
    if (!isAsked) return new Map<string, CountedValue[]>();
    const { items } = await irsaApi.countFacets(table, JSON.parse(text));
    return new Map(items.map(({ name, values }) => [name, values]));
  }, [irsaApi, table, text, isAsked]);
  const { value } = useLoaded(load, round);
  const last = useRef(new Map<string, CountedValue[]>());
  if (value) last.current = value;
  return last.current;
}
