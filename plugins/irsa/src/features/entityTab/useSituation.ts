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

/** What stands around an account and decides what may be done with it for now. */
export interface Situation {
  /** Its transfers and what the reader may do about them; none for what has no recorded owner. */
  transfers: TransferList;
  /** Where the reader may use it. */
  cluster: Cluster | undefined;
  /** On the way to the other mechanism, as last verified. */
  migration: Migration | undefined;
}

/** As long as nothing is known. */
export const UNKNOWN: Situation = {
  transfers: { items: [] },
  cluster: undefined,
  migration: undefined,
};

/** Reads all of it at once, so that nothing that is shown already is pushed away. What cannot be read is left out: all else stands without it. */
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
