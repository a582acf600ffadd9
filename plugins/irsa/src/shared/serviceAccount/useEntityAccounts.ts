import { getCompoundEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import type { IamServiceAccountList } from '@backstage-irsa/core/model';
import { useCallback, useRef } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { failureOf } from '../ui/failure';
import { missingAccounts } from './missingAccounts';
import { type Loaded, useLoaded } from '../ui/useLoaded';

/** Failures after which the last list must not stay on the page: the user may no longer see it, or it is gone. */
const FINAL: ReadonlySet<string> = new Set(['forbidden', 'missing']);

/**
 * Loads the IAM service accounts of an entity. If any of them was never read or verified, verifies the entity once. If that fails, for example
 * because the user may not verify, returns the accounts as they are. If a reload fails, returns the last list with the error, because the page can
 * have open dialogs and unsent input, and reloads start without the user.
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
  const loaded = useLoaded(load);
  const last = useRef<{ entity: Entity; list: IamServiceAccountList }>();
  if (loaded.value) last.current = { entity, list: loaded.value };
  const { error } = loaded;
  if (!error || FINAL.has(failureOf(error).kind)) return loaded;
  return last.current?.entity === entity
    ? { ...loaded, value: last.current.list }
    : loaded;
}
