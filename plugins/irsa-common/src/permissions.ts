import {
  createPermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * The resource type for conditional decisions: the permissions that concern one IAM service account.
 *
 * @public
 */
export const RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT = 'irsa-service-account';

/** A permission that concerns one IAM service account. @public */
export type IrsaServiceAccountPermission = ResourcePermission<
  typeof RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT
>;

/** Permission to see IAM service accounts, their verification, and their permissions. @public */
export const irsaServiceAccountReadPermission = createPermission({
  name: 'irsa.service-account.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to create the AWS objects of a new IAM service account. Decided by the content of its spec. @public */
export const irsaServiceAccountCreatePermission = createPermission({
  name: 'irsa.service-account.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to change an existing IAM service account. @public */
export const irsaServiceAccountUpdatePermission = createPermission({
  name: 'irsa.service-account.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to delete an IAM service account and the objects that were created for it. @public */
export const irsaServiceAccountDeletePermission = createPermission({
  name: 'irsa.service-account.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to verify an IAM service account now, with a live proof if requested. @public */
export const irsaServiceAccountVerifyPermission = createPermission({
  name: 'irsa.service-account.verify',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to see what applying a spec would change. Decided by the content of the spec. @public */
export const irsaPlanPermission = createPermission({
  name: 'irsa.plan',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to adopt a role, policy, or ServiceAccount that Backstage did not create. @public */
export const irsaAdoptPermission = createPermission({
  name: 'irsa.adopt',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to request, confirm, and decline an ownership transfer. The recorded owner determines which ones. @public */
export const irsaServiceAccountTransferPermission = createPermission({
  name: 'irsa.service-account.transfer',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to cut off and restore the AWS access of an IAM service account. The recorded owner determines which ones. @public */
export const irsaServiceAccountCutOffPermission = createPermission({
  name: 'irsa.service-account.cut-off',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Permission to see the fleet page: findings, node roles, and who can reach what. `irsa.service-account.read` decides which rows. @public */
export const irsaGovernanceReadPermission = createPermission({
  name: 'irsa.governance.read',
  attributes: { action: 'read' },
});

/** Permission to accept a finding until a given day, with a reason. @public */
export const irsaGovernanceAcceptPermission = createPermission({
  name: 'irsa.governance.accept',
  attributes: { action: 'update' },
});

/** Permission to see all recorded changes of AWS, clusters, and ownership with their documents, and the access review. @public */
export const irsaAuditReadPermission = createPermission({
  name: 'irsa.audit.read',
  attributes: { action: 'read' },
});

/** Permission to approve and reject plans that others want to apply. The approvers of the rule determine which ones. @public */
export const irsaApprovalDecidePermission = createPermission({
  name: 'irsa.approval.decide',
  attributes: { action: 'update' },
});

/** Permission to apply without approvals in one AWS account for some hours, as a member of a group in `irsa.breakGlass.groups`. @public */
export const irsaBreakGlassPermission = createPermission({
  name: 'irsa.break-glass',
  attributes: { action: 'update' },
});

/** Permission for administrators to restore the records of created objects after the database was lost or restored. @public */
export const irsaRecoverPermission = createPermission({
  name: 'irsa.recover',
  attributes: { action: 'update' },
});

/** Permission to plan, start, pause, and undo waves, which change many IAM service accounts. Also needs the permissions for each of these. @public */
export const irsaWavePermission = createPermission({
  name: 'irsa.wave',
  attributes: { action: 'update' },
});

/** The permissions that concern one IAM service account. @public */
export const irsaServiceAccountPermissions = [
  irsaServiceAccountReadPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountUpdatePermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountVerifyPermission,
  irsaPlanPermission,
  irsaAdoptPermission,
  irsaServiceAccountTransferPermission,
  irsaServiceAccountCutOffPermission,
];

/** All permissions of the plugin. @public */
export const irsaPermissions: Permission[] = [
  ...irsaServiceAccountPermissions,
  irsaGovernanceReadPermission,
  irsaGovernanceAcceptPermission,
  irsaAuditReadPermission,
  irsaApprovalDecidePermission,
  irsaBreakGlassPermission,
  irsaRecoverPermission,
  irsaWavePermission,
];
