import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import type { NamespaceList } from '@backstage-irsa/core/model';

/** Returns the namespaces of a cluster from the last read. If there was none, reads them now. */
export async function knownNamespaces(
  irsaApi: IrsaApi,
  cluster: string,
): Promise<NamespaceList> {
  const known = await irsaApi.listNamespaces(cluster);
  return known.readAt === null ? irsaApi.refreshNamespaces(cluster) : known;
}
