import type { AccessGraphNode } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { type FleetTab, useFleetPath } from '../useFleetPath';

const TABS: Partial<Record<AccessGraphNode['kind'], FleetTab>> = {
  'service-account': 'service-accounts',
  role: 'roles',
  'assumed-role': 'roles',
  workload: 'workloads',
};

/** Returns a function that gives the link to a node's drawer, if it has one. */
export function useGraphLinks(): (node: AccessGraphNode) => string | undefined {
  const pathOf = useFleetPath();
  return useCallback(
    ({ kind, objectId }) => {
      const tab = TABS[kind];
      return tab && objectId !== undefined
        ? pathOf(tab, { open: objectId })
        : undefined;
    },
    [pathOf],
  );
}
