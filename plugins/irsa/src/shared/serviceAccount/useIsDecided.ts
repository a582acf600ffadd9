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

/** Whether it is known what the reader may do with an account, so that no button comes late and pushes away what is read. */
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
