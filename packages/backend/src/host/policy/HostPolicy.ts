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

/** The users and groups with additional permissions, as entity references in lower case. */
export interface HostPolicyGroups {
  /** The users and groups that have all permissions. */
  administrators: string[];
  /** The users and groups that may read all IAM service accounts and change the ones of their own entities. */
  developers: string[];
  /** The users and groups that may also read every recorded change and the access review. */
  auditors: string[];
}

/**
 * An example of a permission policy. Administrators have all permissions. Developers may read every IAM service account and change the ones of
 * their own entities. Auditors may read recorded changes. Everyone else may only read the IAM service accounts of their own entities. All
 * permissions of other plugins are allowed.
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
    // The groups in irsa.approvals and irsa.breakGlass restrict these permissions further.
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
