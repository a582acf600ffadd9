import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback } from 'react';
import { rootRouteRef } from '../../routes';

/** The tabs of the page, by their paths below it. */
export type FleetTab =
  | 'overview'
  | 'service-accounts'
  | 'workloads'
  | 'findings'
  | 'roles'
  | 'node-roles'
  | 'clusters'
  | 'access'
  | 'graph'
  | 'migration'
  | 'waves'
  | 'approvals';

/** Returns a function that gives the address of a tab with a query. */
export function useFleetPath(): (
  tab: FleetTab,
  query?: Record<string, string>,
) => string {
  const root = useRouteRef(rootRouteRef)();
  return useCallback(
    (tab, query) => {
      const address = `${root}/${tab}`;
      return query ? `${address}?${new URLSearchParams(query)}` : address;
    },
    [root],
  );
}
