import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import type { NamespaceList } from '@backstage-irsa/core/model';

/** The namespaces of a cluster as last read, and read now when they never were. */
export async function knownNamespaces(
  irsaApi: IrsaApi,
  cluster: string,
): Promise<NamespaceList> {
  const known = await irsaApi.listNamespaces(cluster);
  return known.readAt === null ? irsaApi.refreshNamespaces(cluster) : known;
}
