import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';

/** Returns the stored IAM service accounts of a component. Leaves out accounts that its annotation names but that belong to another entity. */
export async function componentAccounts(
  irsaApi: IrsaApi,
  entityRef: string,
): Promise<IamServiceAccount[]> {
  const entity = parseEntityRef(entityRef);
  const own = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const { items } = await irsaApi.listEntityServiceAccounts(entity);
  return items.filter(
    account => account.entityRef === null || account.entityRef === own,
  );
}

/** Loads the IAM service accounts of a component; undefined without a component. */
export function useComponentAccounts(
  entityRef: string | undefined,
): Loaded<IamServiceAccount[] | undefined> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(
    async () => (entityRef ? componentAccounts(irsaApi, entityRef) : undefined),
    [irsaApi, entityRef],
  );
  return useLoaded(load);
}
