import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';
import { knownNamespaces } from './knownNamespaces';

/** What may be chosen as the namespace. */
export interface NamespaceChoice {
  names: string[];
  /** Whether a namespace that does not exist yet may be named. */
  free: boolean;
  /** When the cluster was read. ISO 8601. */
  readAt: string | null;
}

/** What may be chosen when nothing is known. */
export const NO_CHOICE: NamespaceChoice = {
  names: [],
  free: false,
  readAt: null,
};

/** What may be chosen in a cluster; nothing while none is chosen. `refresh` has the cluster read now. */
export function useNamespaceChoice(
  cluster: string | undefined,
): Loaded<NamespaceChoice> & { refresh: () => void } {
  const irsaApi = useApi(irsaApiRef);
  const [refreshes, setRefreshes] = useState(0);
  const load = useCallback(async () => {
    if (!cluster) return NO_CHOICE;
    const [clusters, namespaces] = await Promise.all([
      irsaApi.listClusters(),
      refreshes > 0
        ? irsaApi.refreshNamespaces(cluster)
        : knownNamespaces(irsaApi, cluster),
    ]);
    const chosen = clusters.items.find(({ name }) => name === cluster);
    return {
      names: namespaces.items.map(({ name }) => name),
      free: chosen?.canCreateNamespaces ?? false,
      readAt: namespaces.readAt,
    };
  }, [irsaApi, cluster, refreshes]);
  const refresh = useCallback(() => setRefreshes(last => last + 1), []);
  return { ...useLoaded(load), refresh };
}
