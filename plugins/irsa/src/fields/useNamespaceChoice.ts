import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../api/IrsaApi';
import { type Loaded, useLoaded } from '../hooks/useLoaded';

/** What may be chosen as the namespace. */
export interface NamespaceChoice {
  names: string[];
  /** Whether a namespace that does not exist yet may be named. */
  free: boolean;
}

/** What may be chosen when nothing is known. */
export const NO_CHOICE: NamespaceChoice = { names: [], free: false };

/** What may be chosen in a cluster; nothing while none is chosen. */
export function useNamespaceChoice(
  cluster: string | undefined,
): Loaded<NamespaceChoice> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(async () => {
    if (!cluster) return NO_CHOICE;
    const [clusters, namespaces] = await Promise.all([
      irsaApi.listClusters(),
      irsaApi.listNamespaces(cluster),
    ]);
    const chosen = clusters.items.find(({ name }) => name === cluster);
    return {
      names: namespaces.items.map(({ name }) => name),
      free: chosen?.canCreateNamespaces ?? false,
    };
  }, [irsaApi, cluster]);
  return useLoaded(load);
}
