import type { ScopeList } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';

const POLL_MILLISECONDS = 3_000;

/** Loads the scanned clusters and AWS accounts. Polls while one of them is being scanned. */
export function useScopes(): Loaded<ScopeList> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listScopes(), [irsaApi]);
  const loaded = useLoaded(load);
  const { value, reload } = loaded;
  useEffect(() => {
    if (!value?.items.some(({ state }) => state === 'scanning')) {
      return undefined;
    }
    const timer = setTimeout(reload, POLL_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value, reload]);
  return loaded;
}
