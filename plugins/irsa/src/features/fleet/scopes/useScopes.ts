import type { ScopeList } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Loaded } from '../../../shared/ui/useLoaded';
import { usePolled } from '../../../shared/ui/usePolled';

const POLL_MILLISECONDS = 3_000;

/** Loads the scanned clusters and AWS accounts. Polls while one of them is being scanned. */
export function useScopes(): Loaded<ScopeList> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listScopes(), [irsaApi]);
  return usePolled(load, POLL_MILLISECONDS, ({ items }) =>
    items.some(({ state }) => state === 'scanning'),
  );
}
