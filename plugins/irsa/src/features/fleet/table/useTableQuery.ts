import {
  type FleetFilter,
  type FleetQuery,
  MAX_FILTER_VALUES,
} from '@backstage-irsa/plugin-irsa-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useUrlParameters } from '../../../shared/ui/useUrlParameters';

/** The query parameter that names the row whose drawer is open. */
const OPEN_PARAMETER = 'open';

/** The query parameter that says whether rows are grouped. */
const GROUPED_PARAMETER = 'grouped';

/** The state of a table, as held by its URL. */
export interface TableQuery {
  /** The query without cursor and limit. */
  query: FleetQuery;
  /** The active filters, in the order in which the table offers them, each with as many values as the API accepts. */
  filters: { id: FleetFilter; values: string[] }[];
  /** The ID of the row whose drawer is open. */
  open?: string;
  /** Whether the rows are grouped. */
  isGrouped: boolean;
  /** The search, filters, grouping, and sort order as the query of a URL. */
  view: string;
  show: (view: string) => void;
  search: (text: string) => void;
  /** Sets the values of filters. An empty list removes the filter. */
  filter: (change: Partial<Record<FleetFilter, string[]>>) => void;
  sort: (by: string, order: 'asc' | 'desc') => void;
  /** Removes the search text and all filters. */
  clear: () => void;
  group: (isGrouped: boolean) => void;
  /** Shows the rows of a group by setting the filters of that group. */
  openGroup: (values: Partial<Record<FleetFilter, string[]>>) => void;
  /** Opens the drawer of a row, or closes it. */
  setOpen: (id: string | undefined) => void;
}

/** Returns the query of a URL without the open row. */
export function withoutOpen(query: string): string {
  const view = new URLSearchParams(query);
  view.delete(OPEN_PARAMETER);
  return view.toString();
}

/** Keeps the search, filters, sort order, and open row of a table in the URL, so that a link shows the same state. */
export function useTableQuery(known: readonly FleetFilter[]): TableQuery {
  const [, setParams] = useSearchParams();
  const [params, change] = useUrlParameters();
  const text = params.toString();
  return useMemo(() => {
    const now = new URLSearchParams(text);
    const given = (key: string) => now.get(key) || undefined;
    const filters = known.flatMap(id => {
      const value = given(id);
      if (value === undefined) return [];
      return [{ id, values: value.split(',').slice(0, MAX_FILTER_VALUES) }];
    });
    const order = given('order');
    const query: FleetQuery = {
      ...Object.fromEntries(
        filters.map(({ id, values }) => [id, values.join(',')]),
      ),
      q: given('q'),
      sort: given('sort'),
      order: order === 'asc' || order === 'desc' ? order : undefined,
    };
    const texts = (values: Partial<Record<FleetFilter, string[]>>) =>
      Object.fromEntries(
        Object.entries(values).map(([id, chosen]) => [id, chosen.join(',')]),
      );
    const none = Object.fromEntries(known.map(id => [id, undefined]));
    return {
      view: withoutOpen(text),
      show: wanted => setParams(new URLSearchParams(wanted)),
      query,
      filters,
      open: given(OPEN_PARAMETER),
      search: words => change({ q: words.trim() }),
      filter: values => change(texts(values)),
      isGrouped: given(GROUPED_PARAMETER) === 'true',
      group: isGrouped =>
        change({ [GROUPED_PARAMETER]: isGrouped ? 'true' : undefined }),
      openGroup: values =>
        change(
          { ...texts(values), [GROUPED_PARAMETER]: undefined },
          { replace: false },
        ),
      sort: (by, to) => change({ sort: by, order: to }),
      clear: () => change({ ...none, q: undefined }),
      setOpen: id => change({ [OPEN_PARAMETER]: id }, { replace: false }),
    };
  }, [text, known, change, setParams]);
}
