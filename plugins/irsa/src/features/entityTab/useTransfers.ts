import { useApi } from '@backstage/frontend-plugin-api';
import type {
  IamServiceAccount,
  TransferList,
} from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../../shared/ui/useLoaded';

const NONE: TransferList = { items: [] };

/** The transfers of an account and what the reader may do about it; nothing until that is known, and for what has no recorded owner. */
export function useTransfers(
  { id, owner }: IamServiceAccount,
  round: number,
): TransferList {
  const irsaApi = useApi(irsaApiRef);
  const isOwned = owner !== null;
  const load = useCallback(
    async () => (isOwned ? irsaApi.listTransfers(id) : NONE),
    [irsaApi, id, isOwned],
  );
  return useLoaded(load, round).value ?? NONE;
}
