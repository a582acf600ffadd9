import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { useLoaded } from '../ui/useLoaded';
import { useOwned } from './useOwned';

/** Whether the reader is the recorded owner of an account, who alone may change it; of one without, an owner of the entity. False until that is known. */
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
