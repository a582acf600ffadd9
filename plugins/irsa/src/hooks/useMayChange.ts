import {
  irsaAdoptPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountUpdatePermission,
  type IamServiceAccount,
} from '@backstage-irsa/plugin-irsa-common';
import { useAllowed } from './useAllowed';
import { useOwned } from './useOwned';

/** Whether the reader may apply again what was asked for; what was taken over is taken over again. */
export function useMayApply({ id, spec }: IamServiceAccount): boolean {
  const owned = useOwned() === true;
  const update = useAllowed(irsaServiceAccountUpdatePermission, id);
  const adopt = useAllowed(irsaAdoptPermission, id);
  return owned && update && (adopt || !spec?.adopt);
}

/** Whether the reader may have what was made for an IAM service account deleted. */
export function useMayDelete({ id }: IamServiceAccount): boolean {
  const owned = useOwned() === true;
  const allowed = useAllowed(irsaServiceAccountDeletePermission, id);
  return owned && allowed;
}

/** Whether the reader may take over what is there of an IAM service account that nobody asked us for. */
export function useMayAdopt({ id }: IamServiceAccount): boolean {
  const owned = useOwned() === true;
  const create = useAllowed(irsaServiceAccountCreatePermission, id);
  const adopt = useAllowed(irsaAdoptPermission, id);
  return owned && create && adopt;
}
