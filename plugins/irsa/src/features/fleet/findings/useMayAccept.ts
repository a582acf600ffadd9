import { irsaGovernanceAcceptPermission } from '@backstage-irsa/plugin-irsa-common';
import { usePermission } from '@backstage/plugin-permission-react';

/** Whether the reader may accept findings; false until that is known. */
export function useMayAccept(): boolean {
  return usePermission({ permission: irsaGovernanceAcceptPermission }).allowed;
}
