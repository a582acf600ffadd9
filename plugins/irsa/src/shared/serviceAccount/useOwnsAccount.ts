import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { useLoaded } from '../ui/useLoaded';
import { useOwned } from './useOwned';

/**
 * Whether the user is the recorded owner of an account, or an owner of the entity if the account has no recorded owner. Only owners may change an
 * account. False until the answer is known.
 */
export function useOwnsAccount({ owner }: IamServiceAccount): boolean {
  const ownsEntity = useOwned() === true;
  const identityApi = useApi(identityApiRef);
  const load = useCallback(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const refs = useLoaded(load).value?.ownershipEntityRefs ?? [];
  return owner === null
    ? ownsEntity
    : refs.some(ref => ref.toLocaleLowerCase('en-US') === owner);
}
