import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useCallback, useContext } from 'react';
import { useLoaded } from '../ui/useLoaded';
import { MayManage } from './mayManage';
import { useOwned } from './useOwned';

/**
 * Whether the user is the recorded owner of an account or may manage it as an administrator, or is an owner of the entity if the account has no
 * recorded owner. Nobody else may change an account. False until the answer is known.
 */
export function useOwnsAccount({ owner }: IamServiceAccount): boolean {
  const ownsEntity = useOwned() === true;
  const mayManage = useContext(MayManage);
  const identityApi = useApi(identityApiRef);
  const load = useCallback(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const refs = useLoaded(load).value?.ownershipEntityRefs ?? [];
  return owner === null
    ? ownsEntity
    : mayManage || refs.some(ref => ref.toLocaleLowerCase('en-US') === owner);
}
