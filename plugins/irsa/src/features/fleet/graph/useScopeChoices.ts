import type {
  FleetRole,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import type { AccessGraphScope } from '@backstage-irsa/plugin-irsa-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { Failure } from '../../../shared/ui/failure';
import { useDebounced } from '../../../shared/ui/useDebounced';
import { useRequest } from '../../../shared/ui/useRequest';

const DEBOUNCE_MILLISECONDS = 200;
const MOST_ACCOUNTS = 50;
const MOST_ROLES = 10;

/** A possible scope of the graph. */
export interface ScopeChoice {
  id: string;
  label: string;
  kind: 'component' | 'namespace' | 'role';
  scope: AccessGraphScope;
}

function ofAccounts(accounts: FleetServiceAccount[]): ScopeChoice[] {
  const entities = accounts.flatMap(({ entityRef }): ScopeChoice[] =>
    entityRef === null
      ? []
      : [
          {
            id: entityRef,
            label: entityRef,
            kind: 'component',
            scope: { entityRef },
          },
        ],
  );
  const namespaces = accounts.map(({ cluster, namespace }): ScopeChoice => {
    const label = `${cluster}/${namespace}`;
    return {
      id: label,
      label,
      kind: 'namespace',
      scope: { cluster, namespace },
    };
  });
  return [
    ...new Map([...entities, ...namespaces].map(one => [one.id, one])).values(),
  ];
}

const ofRole = ({ id, arn }: FleetRole): ScopeChoice => ({
  id,
  label: arn,
  kind: 'role',
  scope: { roleId: id },
});

/** Loads the components, namespaces, and roles of the fleet that match the typed text, after the user stops typing. */
export function useScopeChoices(text: string): {
  choices: ScopeChoice[];
  failure?: Failure;
} {
  const irsaApi = useApi(irsaApiRef);
  const typed = useDebounced(text.trim(), DEBOUNCE_MILLISECONDS);
  const search = useCallback(
    async (q: string) => {
      const [accounts, roles] = await Promise.all([
        irsaApi.listFleetServiceAccounts({ q, limit: MOST_ACCOUNTS }),
        irsaApi.listRoles({ q, limit: MOST_ROLES }),
      ]);
      return [...ofAccounts(accounts.items), ...roles.items.map(ofRole)];
    },
    [irsaApi],
  );
  const { value = [], failure, ask } = useRequest(search);
  useEffect(() => {
    if (typed) ask(typed);
  }, [typed, ask]);
  return { choices: text.trim() === '' ? [] : value, failure };
}
