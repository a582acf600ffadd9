import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountCutOffPermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountTransferPermission,
  irsaServiceAccountUpdatePermission,
  irsaServiceAccountVerifyPermission,
  type IrsaServiceAccountPermission,
} from '@backstage-irsa/plugin-irsa-common';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { usePermission } from '@backstage/plugin-permission-react';
import { useOwned } from './useOwned';

/** Whether all of the user's permissions for an account are known. Buttons wait for this, so that none appears late and moves the content. */
export function useIsDecided({ id }: IamServiceAccount): boolean {
  const isOwnershipKnown = useOwned() !== undefined;
  const areAnswered = [
    useIsAnswered(irsaServiceAccountCreatePermission, id),
    useIsAnswered(irsaServiceAccountUpdatePermission, id),
    useIsAnswered(irsaServiceAccountDeletePermission, id),
    useIsAnswered(irsaServiceAccountVerifyPermission, id),
    useIsAnswered(irsaServiceAccountTransferPermission, id),
    useIsAnswered(irsaServiceAccountCutOffPermission, id),
    useIsAnswered(irsaAdoptPermission, id),
  ].every(Boolean);
  return isOwnershipKnown && areAnswered;
}

function useIsAnswered(
  permission: IrsaServiceAccountPermission,
  id: string,
): boolean {
  return !usePermission({ permission, resourceRef: id }).loading;
}
