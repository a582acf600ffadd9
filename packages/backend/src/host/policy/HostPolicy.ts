import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createIrsaServiceAccountConditionalDecision,
  irsaServiceAccountConditions,
} from '@backstage-irsa/plugin-irsa-backend';
import {
  irsaAdoptPermission,
  irsaApprovalDecidePermission,
  irsaAuditReadPermission,
  irsaBreakGlassPermission,
  irsaPermissions,
  irsaServiceAccountReadPermission,
  RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
} from '@backstage-irsa/plugin-irsa-common';

/** Who may do what, as entity references in lower case. */
export interface HostPolicyGroups {
  /** May do everything. */
  administrators: string[];
  /** May see everything but the fleet, and change what they own. */
  developers: string[];
  /** May read every recorded change and the access review, beside what they may otherwise. */
  auditors: string[];
}

/**
 * An example of a permission policy. Administrators may do everything; developers read every IAM service account and change those of their own
 * entities; auditors read what was changed; everybody else reads those of their own entities, and changes nothing. What is no permission of the irsa plugin is allowed.
 */
export class HostPolicy implements PermissionPolicy {
  readonly #groups: HostPolicyGroups;

  constructor(groups: HostPolicyGroups) {
    this.#groups = groups;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isOneOf = (refs: string[]) => claims.some(ref => refs.includes(ref));
    const ofIrsa = irsaPermissions.some(({ name }) => name === permission.name);
    if (!ofIrsa || isOneOf(this.#groups.administrators)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const isAudit = isPermission(permission, irsaAuditReadPermission);
    if (isAudit && isOneOf(this.#groups.auditors)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const isRead = isPermission(permission, irsaServiceAccountReadPermission);
    const isDeveloper = isOneOf(this.#groups.developers);
    // The groups of irsa.approvals and irsa.breakGlass say who of them.
    const isOfGroups =
      isPermission(permission, irsaApprovalDecidePermission) ||
      isPermission(permission, irsaBreakGlassPermission);
    if (isOfGroups && isDeveloper) return { result: AuthorizeResult.ALLOW };
    if (isRead && isDeveloper) return { result: AuthorizeResult.ALLOW };
    if (
      isResourcePermission(permission, RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT) &&
      !isPermission(permission, irsaAdoptPermission) &&
      (isRead || isDeveloper)
    ) {
      return createIrsaServiceAccountConditionalDecision(
        permission,
        irsaServiceAccountConditions.isEntityOwner({ claims }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }
}
