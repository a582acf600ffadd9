import type { NamespaceList } from '@backstage-irsa/core/model';
import type { IrsaApi } from '../../api/IrsaApi';

/** The namespaces of a cluster as last read, and read now when they never were. */
export async function knownNamespaces(
  irsaApi: IrsaApi,
  cluster: string,
): Promise<NamespaceList> {
  const known = await irsaApi.listNamespaces(cluster);
  return known.readAt === null ? irsaApi.refreshNamespaces(cluster) : known;
}
