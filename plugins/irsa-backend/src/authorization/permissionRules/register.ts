import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import type { PermissionRuleset } from '@backstage/plugin-permission-node';
import {
  irsaApprovalDecidePermission,
  irsaAuditReadPermission,
  irsaBreakGlassPermission,
  irsaGovernanceAcceptPermission,
  irsaGovernanceReadPermission,
  irsaRecoverPermission,
  irsaWavePermission,
  irsaServiceAccountPermissions,
} from '@backstage-irsa/plugin-irsa-common';
import { irsaServiceAccountRules } from './conditions';
import {
  irsaServiceAccountResourceRef,
  type IrsaServiceAccountFilter,
  type IrsaServiceAccountResource,
} from './resource';

/** Registers the plugin's permissions and rules. Returns all rules, including those of adopters' modules. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  getResources: (
    ids: string[],
  ) => Promise<(IrsaServiceAccountResource | undefined)[]>,
): PermissionRuleset<IrsaServiceAccountResource, IrsaServiceAccountFilter> {
  registry.addResourceType({
    resourceRef: irsaServiceAccountResourceRef,
    permissions: irsaServiceAccountPermissions,
    rules: Object.values(irsaServiceAccountRules),
    getResources,
  });
  registry.addPermissions([
    irsaGovernanceReadPermission,
    irsaGovernanceAcceptPermission,
    irsaAuditReadPermission,
    irsaApprovalDecidePermission,
    irsaBreakGlassPermission,
    irsaRecoverPermission,
    irsaWavePermission,
  ]);
  return registry.getPermissionRuleset(irsaServiceAccountResourceRef);
}
