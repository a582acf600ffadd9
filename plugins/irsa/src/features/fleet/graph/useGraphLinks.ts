import type { AccessGraphNode } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { type FleetTab, useFleetPath } from '../useFleetPath';
import { useWorkloadPath } from '../workloads/useWorkloadPath';

const TABS: Partial<Record<AccessGraphNode['kind'], FleetTab>> = {
  'service-account': 'service-accounts',
  role: 'roles',
  'assumed-role': 'roles',
};

/** Returns a function that gives the link to a node's drawer, if it has one. */
export function useGraphLinks(): (node: AccessGraphNode) => string | undefined {
  const pathOf = useFleetPath();
  const workloadPath = useWorkloadPath();
  return useCallback(
    ({ kind, objectId: id, name, place: cluster }) => {
      if (id === undefined) return undefined;
      if (kind === 'workload' && cluster !== undefined) {
        return workloadPath({ id, cluster, name });
      }
      const tab = TABS[kind];
      return tab && pathOf(tab, { open: id });
    },
    [pathOf, workloadPath],
  );
}
