import type {
  Cluster,
  IamServiceAccount,
  Migration,
  TransferList,
} from '@backstage-irsa/core/model';
import { type ErrorLike, toError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { failureOf } from '../../shared/ui/failure';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';

/** The facts around an account that determine which actions are available. */
export interface Situation {
  /** The transfers of the account and what the user may do about them. Empty if the account has no recorded owner. */
  transfers: TransferList;
  /** The cluster of the account, if the user may use it. */
  cluster: Cluster | undefined;
  /** The migration of the account if one is in progress, as of the last verification. */
  migration: Migration | undefined;
  /** The reason why a part could not be read. The part then has its last known value. */
  failure: ErrorLike | undefined;
}

/** The situation while nothing is known. */
export const UNKNOWN: Situation = {
  transfers: { items: [] },
  cluster: undefined,
  migration: undefined,
  failure: undefined,
};

/** Loads all parts at once, so that late parts do not move the content. Leaves out the parts that the user may not read. */
export function useSituation(
  account: IamServiceAccount,
  round: number,
): Loaded<Situation> {
  const irsaApi = useApi(irsaApiRef);
  const { id, cluster } = account;
  const isOwned = account.owner !== null;
  const known = useRef(UNKNOWN);
  const load = useCallback(async (): Promise<Situation> => {
    let failure: ErrorLike | undefined;
    const read = async <Name extends 'transfers' | 'cluster' | 'migration'>(
      name: Name,
      part: Promise<Situation[Name]>,
    ) => {
      try {
        return await part;
      } catch (caught) {
        const error = toError(caught);
        if (failureOf(error).kind === 'forbidden') return UNKNOWN[name];
        failure = error;
        return known.current[name];
      }
    };
    const [transfers, ofCluster, migration] = await Promise.all([
      isOwned
        ? read('transfers', irsaApi.listTransfers(id))
        : UNKNOWN.transfers,
      read(
        'cluster',
        irsaApi
          .listClusters()
          .then(({ items }) => items.find(({ name }) => name === cluster)),
      ),
      read(
        'migration',
        irsaApi
          .listMigrations({
            cluster,
            serviceAccountId: id,
            stage: 'in-progress',
          })
          .then(({ items }) => items.find(each => each.id === id)),
      ),
    ]);
    known.current = { transfers, cluster: ofCluster, migration, failure };
    return known.current;
  }, [irsaApi, id, cluster, isOwned]);
  return useLoaded(load, round);
}
