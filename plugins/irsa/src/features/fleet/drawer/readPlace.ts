import type { CommandPlace, Finding } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { placeOfAccount } from '../../../shared/serviceAccount/placeOfAccount';

/** Where commands about an object of a cluster or an account run. Reads the cluster's account and region; without them, it says less. */
export async function readPlace(
  irsaApi: IrsaApi,
  { cluster, accountId }: { cluster?: string; accountId?: string },
): Promise<CommandPlace> {
  if (cluster === undefined) return { roleAccountId: accountId };
  const { items } = await irsaApi.listScopes().catch(() => ({ items: [] }));
  const known = items.find(
    ({ kind, name }) => kind === 'cluster' && name === cluster,
  );
  return {
    context: cluster,
    region: known?.region ?? undefined,
    clusterAccountId: known?.accountId,
    roleAccountId: accountId ?? known?.accountId,
  };
}

/** Where the commands of a finding run. The role of a ServiceAccount may be of another account than its cluster. */
export async function readFindingPlace(
  irsaApi: IrsaApi,
  { subject, commands = [] }: Finding,
): Promise<CommandPlace | undefined> {
  if (commands.length === 0) return undefined;
  const account =
    subject.kind === 'service-account'
      ? await irsaApi.getServiceAccount(subject.id).catch(() => undefined)
      : undefined;
  return account ? placeOfAccount(account) : readPlace(irsaApi, subject);
}
