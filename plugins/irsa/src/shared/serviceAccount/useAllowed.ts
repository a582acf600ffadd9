import { usePermission } from '@backstage/plugin-permission-react';
import type { IrsaServiceAccountPermission } from '@backstage-irsa/plugin-irsa-common';

/** Whether the permission is given for the IAM service account; false until that is known, so that nothing shows that is removed again. */
export function useAllowed(
  permission: IrsaServiceAccountPermission,
  id: string,
): boolean {
  return usePermission({ permission, resourceRef: id }).allowed;
}
