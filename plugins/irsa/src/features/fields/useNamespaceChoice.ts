import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef, useState } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';
import { knownNamespaces } from './knownNamespaces';

/** The namespaces that the user may choose. */
export interface NamespaceChoice {
  names: string[];
  /** Whether the user may name a namespace that does not exist yet. */
  free: boolean;
  /** The time when the cluster was read (ISO 8601). */
  readAt: string | null;
}

/** The choice while nothing is known. */
export const NO_CHOICE: NamespaceChoice = {
  names: [],
  free: false,
  readAt: null,
};

/**
 * Loads the namespaces that the user may choose in a cluster. Without a cluster, there are none. `refresh` reads the cluster now. Keeps the last choice
 * while the cluster is read, or if reading it failed.
 */
export function useNamespaceChoice(
  cluster: string | undefined,
): Loaded<NamespaceChoice> & { refresh: () => void } {
  const irsaApi = useApi(irsaApiRef);
  const [refreshes, setRefreshes] = useState(0);
  const [refreshedCluster, setRefreshedCluster] = useState(cluster);
  if (refreshedCluster !== cluster) {
    // Show what is known of another cluster, without reading it.
    setRefreshedCluster(cluster);
    setRefreshes(0);
  }
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
  const loaded = useLoaded(load);
  const last = useRef<{ cluster?: string; value?: NamespaceChoice }>({});
  if (loaded.value || last.current.cluster !== cluster) {
    last.current = { cluster, value: loaded.value };
  }
  return { ...loaded, value: last.current.value, refresh };
}
