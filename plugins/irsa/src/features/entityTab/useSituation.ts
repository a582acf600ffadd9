import type {
  Cluster,
  IamServiceAccount,
  Migration,
  TransferList,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../../shared/ui/useLoaded';

/** The facts around an account that determine which actions are available. */
export interface Situation {
  /** The transfers of the account and what the user may do about them. Empty if the account has no recorded owner. */
  transfers: TransferList;
  /** The cluster of the account, if the user may use it. */
  cluster: Cluster | undefined;
  /** The migration of the account if one is in progress, as of the last verification. */
  migration: Migration | undefined;
}

/** The situation while nothing is known. */
export const UNKNOWN: Situation = {
  transfers: { items: [] },
  cluster: undefined,
  migration: undefined,
};

/** Loads all parts at once, so that late parts do not move the content. Leaves out the parts that cannot be read. */
export function useSituation(
  account: IamServiceAccount,
  round: number,
): Situation | undefined {
  const irsaApi = useApi(irsaApiRef);
  const { id, cluster } = account;
  const isOwned = account.owner !== null;
  const load = useCallback(async (): Promise<Situation> => {
    const nothing = () => undefined;
    const [transfers, clusters, migrations] = await Promise.all([
      isOwned ? irsaApi.listTransfers(id).catch(nothing) : undefined,
      irsaApi.listClusters().catch(nothing),
      irsaApi
        .listMigrations({ cluster, serviceAccountId: id, stage: 'in-progress' })
        .catch(nothing),
    ]);
    return {
      transfers: transfers ?? UNKNOWN.transfers,
      cluster: clusters?.items.find(each => each.name === cluster),
      migration: migrations?.items.find(each => each.id === id),
    };
  }, [irsaApi, id, cluster, isOwned]);
  return useLoaded(load, round).value;
}
