import type { CommandPlace, Finding, Scope } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { placeOfAccount } from '../../../shared/serviceAccount/placeOfAccount';

/** Returns the scanned scopes, or an empty list if they cannot be read. */
export async function readScopes(irsaApi: IrsaApi): Promise<Scope[]> {
  const { items } = await irsaApi.listScopes().catch(() => ({ items: [] }));
  return items;
}

/**
 * Returns where commands about an object of a cluster or an AWS account run. For an unknown cluster, the region and the cluster's account are
 * undefined.
 */
export function placeIn(
  scopes: readonly Scope[],
  { cluster, accountId }: { cluster?: string; accountId?: string },
): CommandPlace {
  if (cluster === undefined) return { roleAccountId: accountId };
  const known = scopes.find(
    ({ kind, name }) => kind === 'cluster' && name === cluster,
  );
  return {
    context: cluster,
    region: known?.region ?? undefined,
    clusterAccountId: known?.accountId,
    roleAccountId: accountId ?? known?.accountId,
  };
}

/**
 * Returns where the commands of a finding run; undefined if it has none. The role of a ServiceAccount can be in a different AWS account than its
 * cluster.
 */
export async function readFindingPlace(
  irsaApi: IrsaApi,
  { subject, commands = [] }: Finding,
): Promise<CommandPlace | undefined> {
  if (commands.length === 0) return undefined;
  const account =
    subject.kind === 'service-account'
      ? await irsaApi.getServiceAccount(subject.id).catch(() => undefined)
      : undefined;
  return account
    ? placeOfAccount(account)
    : placeIn(await readScopes(irsaApi), subject);
}
