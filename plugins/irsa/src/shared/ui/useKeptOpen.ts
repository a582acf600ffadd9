import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../api/irsaApiRef';

/** The keys of the parts that users have opened, for each app. */
const opened = new WeakMap<IrsaApi, Set<string>>();

function openedIn(irsaApi: IrsaApi): Set<string> {
  const known = opened.get(irsaApi) ?? new Set();
  opened.set(irsaApi, known);
  return known;
}

/** Whether the user has opened a part of the page. The part stays open when the page is rebuilt, for example because the app switches its theme. */
export function useKeptOpen(key: string): [boolean, (isOpen: boolean) => void] {
  const irsaApi = useApi(irsaApiRef);
  const [isOpen, setOpen] = useState(() => openedIn(irsaApi).has(key));
  const keep = useCallback(
    (open: boolean) => {
      if (open) openedIn(irsaApi).add(key);
      else openedIn(irsaApi).delete(key);
      setOpen(open);
    },
    [irsaApi, key],
  );
  return [isOpen, keep];
}
