import { getCompoundEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import type { IamServiceAccountList } from '@backstage-irsa/core/model';
import { useCallback, useRef } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { missingAccounts } from './missingAccounts';
import { type Loaded, useLoaded } from '../ui/useLoaded';

/**
 * Loads the IAM service accounts of an entity. If any of them was never read or verified, verifies the entity once. If that fails, for example
 * because the user may not verify, returns the accounts as they are.
 */
export function useEntityAccounts(
  entity: Entity,
): Loaded<IamServiceAccountList> {
  const irsaApi = useApi(irsaApiRef);
  const verified = useRef<Entity>();
  const load = useCallback(async () => {
    const ref = getCompoundEntityRef(entity);
    const list = await irsaApi.listEntityServiceAccounts(ref);
    const isWhole =
      missingAccounts(entity, list.items).unread.length === 0 &&
      list.items.every(({ verification }) => verification !== null);
    if (isWhole || verified.current === entity) return list;
    verified.current = entity;
    return irsaApi.verifyEntity(ref).catch(() => list);
  }, [irsaApi, entity]);
  return useLoaded(load);
}
