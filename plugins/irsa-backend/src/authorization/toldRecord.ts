import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Ownership } from './specOwnership';

/** Returns the IAM service account by which to judge a spec: undefined if it does not exist, or if the caller must not learn that it exists. */
export async function toldRecord(
  store: ServiceAccountStore,
  id: string,
  { isUntold }: Pick<Ownership, 'isUntold'>,
): Promise<IamServiceAccount | undefined> {
  return isUntold ? undefined : store.get(id);
}
