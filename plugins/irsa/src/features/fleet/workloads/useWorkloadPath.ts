import type { FleetWorkload } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { useFleetPath } from '../useFleetPath';

/**
 * Returns a function that gives the address of a workload's drawer. The address narrows the list to the workload, because the drawer shows a row of
 * the list, and the first page of the whole list rarely contains it.
 */
export function useWorkloadPath(): (
  workload: Pick<FleetWorkload, 'id' | 'cluster' | 'name'> & {
    namespace?: string;
  },
) => string {
  const pathOf = useFleetPath();
  return useCallback(
    ({ id, cluster, namespace, name }) =>
      pathOf('workloads', {
        cluster,
        ...(namespace !== undefined && { namespace }),
        q: name,
        open: id,
      }),
    [pathOf],
  );
}
