import type { Scope } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  createContext,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { watchRead } from '../../shared/ui/slowReads';

interface KeptScopes {
  /** The scanned scopes as last read. Undefined before they are loaded, empty if they were never read. */
  scopes?: readonly Scope[];
  read: () => void;
}

/** The scanned scopes, shared by all tables of the page. */
export const ScannedScopes = createContext<KeptScopes>({ read: () => {} });

/**
 * Keeps the scanned scopes while the page is open, so that only the first table waits for them. Reads them when a table requests it, not for other
 * tabs.
 */
export function useKeptScopes(): KeptScopes {
  const irsaApi = useApi(irsaApiRef);
  const [scopes, setScopes] = useState<readonly Scope[]>();
  const read = useCallback(async () => {
    const end = watchRead();
    const list = await irsaApi.listScopes().catch(() => undefined);
    end();
    // A failed read does not make data current that was out of date.
    setScopes((last = []) => list?.items ?? last);
  }, [irsaApi]);
  return useMemo(() => ({ scopes, read }), [scopes, read]);
}

/** Returns the scanned scopes, so that a table can say which data it lacks. Reads them again for each table that opens. */
export function useScannedScopes(): readonly Scope[] | undefined {
  const { scopes, read } = useContext(ScannedScopes);
  // A layout effect starts the request before the browser paints, as in `useLoaded`.
  useLayoutEffect(() => {
    read();
  }, [read]);
  return scopes;
}
