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
  /** Nothing before they are known, and none where they cannot be read. */
  scopes?: readonly Scope[];
  read: () => void;
}

/** What is scanned, for all tables of the page. */
export const ScannedScopes = createContext<KeptScopes>({ read: () => {} });

/** Keeps what is scanned as long as the page is open: only the first table waits for it. It is read when a table asks, not for other tabs. */
export function useKeptScopes(): KeptScopes {
  const irsaApi = useApi(irsaApiRef);
  const [scopes, setScopes] = useState<readonly Scope[]>();
  const read = useCallback(async () => {
    const end = watchRead();
    const { items } = await irsaApi.listScopes().catch(() => ({ items: [] }));
    end();
    setScopes(items);
  }, [irsaApi]);
  return useMemo(() => ({ scopes, read }), [scopes, read]);
}

/** What is scanned, so that a table can say what is not in it; read again for each table that opens. */
export function useScannedScopes(): readonly Scope[] | undefined {
  const { scopes, read } = useContext(ScannedScopes);
  // As in `useLoaded`, before the browser draws.
  useLayoutEffect(() => {
    read();
  }, [read]);
  return scopes;
}
