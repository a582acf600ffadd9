import { irsaGovernanceAcceptPermission } from '@backstage-irsa/plugin-irsa-common';
import { usePermission } from '@backstage/plugin-permission-react';

/** Whether the user may accept findings; false until the answer is known. */
export function useMayAccept(): boolean {
  return usePermission({ permission: irsaGovernanceAcceptPermission }).allowed;
}
