import { usePermission } from '@backstage/plugin-permission-react';
import type { IrsaServiceAccountPermission } from '@backstage-irsa/plugin-irsa-common';

/**
 * Whether the user has the permission for the IAM service account. False until the answer is known, so that no control appears and is then removed.
 */
export function useAllowed(
  permission: IrsaServiceAccountPermission,
  id: string,
): boolean {
  return usePermission({ permission, resourceRef: id }).allowed;
}
