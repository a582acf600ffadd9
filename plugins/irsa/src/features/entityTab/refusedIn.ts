import type { Cluster, IamServiceAccount } from '@backstage-irsa/core/model';

/** The kinds of actions that the backend refuses for every user. */
interface RefusedActions {
  /** Migrations and deletions. */
  writes: boolean;
  /** Hand-overs to another tool and back, which write only files. */
  handOvers: boolean;
  /** Cut-offs. A freeze allows them. */
  cutOffs: boolean;
}

/**
 * Returns the kinds of actions that the mode or a freeze of an account's cluster forbids. A role in another AWS account has the mode of that
 * account, which is not known here, so its cut-off never counts as refused.
 */
export function refusedIn(
  cluster: Cluster | undefined,
  { spec }: Pick<IamServiceAccount, 'spec'>,
): RefusedActions {
  if (!cluster) return { writes: false, handOvers: false, cutOffs: false };
  const { mode, freeze, accountId } = cluster;
  const isRoleInCluster = (spec?.accountId ?? accountId) === accountId;
  return {
    writes: mode !== 'write' || freeze !== undefined,
    handOvers: mode === 'observe',
    cutOffs: mode !== 'write' && isRoleInCluster,
  };
}
