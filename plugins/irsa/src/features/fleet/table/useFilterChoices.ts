import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';

const OWNED_BY = 'relations.ownedBy';

/** What the filters of the fleet offer, once it is asked for. */
export interface FilterChoices {
  clusters: string[];
  accounts: string[];
  owners: string[];
}

const NONE: FilterChoices = { clusters: [], accounts: [], owners: [] };

/** The clusters and accounts that are scanned, and the owners that the catalog knows. Read when `isAsked`; what cannot be read is not offered. */
export function useFilterChoices(isAsked: boolean): FilterChoices {
  const irsaApi = useApi(irsaApiRef);
  const catalogApi = useApi(catalogApiRef);
  const load = useCallback(async (): Promise<FilterChoices> => {
    if (!isAsked) return NONE;
    const [scopes, facets] = await Promise.allSettled([
      irsaApi.listScopes(),
      catalogApi.getEntityFacets({ facets: [OWNED_BY] }),
    ]);
    const scanned = scopes.status === 'fulfilled' ? scopes.value.items : [];
    const owners =
      facets.status === 'fulfilled' ? facets.value.facets[OWNED_BY] : [];
    const named = (kind: 'cluster' | 'account') =>
      scanned.filter(scope => scope.kind === kind);
    return {
      clusters: named('cluster').map(({ name }) => name),
      accounts: named('account').map(({ accountId }) => accountId),
      owners: (owners ?? []).map(({ value }) => value),
    };
  }, [irsaApi, catalogApi, isAsked]);
  return useLoaded(load).value ?? NONE;
}
