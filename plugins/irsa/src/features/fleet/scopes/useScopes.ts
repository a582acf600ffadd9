import type { Scope, ScopeList } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Loaded } from '../../../shared/ui/useLoaded';
import { usePolled } from '../../../shared/ui/usePolled';

const POLL_MILLISECONDS = 3_000;

/** How long to poll for the start of a requested scan, in milliseconds. It can take a minute if all replicas are busy. */
const LONGEST_MILLISECONDS = 120_000;

/** A scope as it was when the user requested a scan, and when to stop polling. */
interface ScanRequest {
  before: Scope;
  until: number;
}

/** The scanned clusters and AWS accounts, and the scans that the user requested. */
export interface ScopesState extends Loaded<ScopeList> {
  /** Checks whether the user requested a scan that has not started yet. */
  isRequested: (scope: Scope) => boolean;
  /** Follows a scan that the user requested. Pass the scope from the answer of the backend. */
  follow: (scope: Scope) => void;
}

/** Checks whether a scan of a scope is running or has ended since the request. Each scan has its own duration, even a failed one. */
function hasStarted({ before }: ScanRequest, now: Scope): boolean {
  return (
    now.state === 'scanning' ||
    now.completedAt !== before.completedAt ||
    now.durationMs !== before.durationMs
  );
}

/** Loads the scanned clusters and AWS accounts. Polls while one of them is being scanned, or while a requested scan has not started. */
export function useScopes(): ScopesState {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.listScopes(), [irsaApi]);
  const [requests, setRequests] = useState(new Map<string, ScanRequest>());
  const waitingOf = (scope: Scope) => {
    const request = requests.get(scope.id);
    return request && !hasStarted(request, scope) ? request : undefined;
  };
  const loaded = usePolled(load, POLL_MILLISECONDS, ({ items }) =>
    items.some(
      scope =>
        scope.state === 'scanning' ||
        (waitingOf(scope)?.until ?? 0) > Date.now(),
    ),
  );
  const { reload } = loaded;
  const follow = useCallback(
    (before: Scope) => {
      const until = Date.now() + LONGEST_MILLISECONDS;
      setRequests(last => new Map(last).set(before.id, { before, until }));
      reload();
    },
    [reload],
  );
  return {
    ...loaded,
    follow,
    isRequested: scope => waitingOf(scope) !== undefined,
  };
}
