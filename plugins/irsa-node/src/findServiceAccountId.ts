import { NotFoundError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type IamServiceAccountList,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { IrsaApiClient } from './IrsaApiClient';
import type { IrsaRequestOptions } from './IrsaService';

/** Ids are the backend's own; the list of the namespace, page by page, tells which one stands for the reference. */
export async function findServiceAccountId(
  client: IrsaApiClient,
  ref: ServiceAccountRef,
  options: IrsaRequestOptions,
): Promise<string> {
  const query = new URLSearchParams({
    cluster: ref.cluster,
    namespace: ref.namespace,
    limit: '500',
  });
  for (;;) {
    const { body } = await client.request<IamServiceAccountList>(
      { path: `service-accounts?${query}` },
      options,
    );
    const found = body.items.find(item => item.name === ref.name);
    if (found) return found.id;
    if (!body.nextCursor) {
      throw new NotFoundError(
        `No IAM service account ${formatServiceAccountRef(ref)} is known`,
      );
    }
    query.set('cursor', body.nextCursor);
  }
}
