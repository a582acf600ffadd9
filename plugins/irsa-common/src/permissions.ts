import {
  createPermission,
  type Permission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * The resource type of the permissions that are about one IAM service account, for conditional decisions.
 *
 * @public
 */
export const RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT = 'irsa-service-account';

/** A permission about one IAM service account. @public */
export type IrsaServiceAccountPermission = ResourcePermission<
  typeof RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT
>;

/** See IAM service accounts, their verification and permissions. @public */
export const irsaServiceAccountReadPermission = createPermission({
  name: 'irsa.service-account.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Make the AWS objects of a new IAM service account; decided on what its spec asks for. @public */
export const irsaServiceAccountCreatePermission = createPermission({
  name: 'irsa.service-account.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Change an IAM service account that exists. @public */
export const irsaServiceAccountUpdatePermission = createPermission({
  name: 'irsa.service-account.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Delete an IAM service account with what was made for it. @public */
export const irsaServiceAccountDeletePermission = createPermission({
  name: 'irsa.service-account.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Verify an IAM service account now, with a live proof when asked. @public */
export const irsaServiceAccountVerifyPermission = createPermission({
  name: 'irsa.service-account.verify',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** See what applying a spec would change; decided on what the spec asks for. @public */
export const irsaPlanPermission = createPermission({
  name: 'irsa.plan',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Take over a role, policy or ServiceAccount that this product did not make. @public */
export const irsaAdoptPermission = createPermission({
  name: 'irsa.adopt',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Ask for, confirm and decline a transfer of ownership. Of which, the recorded owner decides. @public */
export const irsaServiceAccountTransferPermission = createPermission({
  name: 'irsa.service-account.transfer',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** Cut off and restore the AWS access of an IAM service account. Of which, the recorded owner decides. @public */
export const irsaServiceAccountCutOffPermission = createPermission({
  name: 'irsa.service-account.cut-off',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_IRSA_SERVICE_ACCOUNT,
});

/** See the page of the fleet: findings, node roles, who can reach what. Of which rows, `irsa.service-account.read` decides. @public */
export const irsaGovernanceReadPermission = createPermission({
  name: 'irsa.governance.read',
  attributes: { action: 'read' },
});

/** Accept a finding until a day, with a reason. @public */
export const irsaGovernanceAcceptPermission = createPermission({
  name: 'irsa.governance.accept',
  attributes: { action: 'update' },
});

/** See every recorded change of AWS, of clusters and of ownership with its documents, and the access review. @public */
export const irsaAuditReadPermission = createPermission({
  name: 'irsa.audit.read',
  attributes: { action: 'read' },
});

/** Approve and reject plans that others want to apply. Of which, the approvers of the rule decide. @public */
export const irsaApprovalDecidePermission = createPermission({
  name: 'irsa.approval.decide',
  attributes: { action: 'update' },
});

/** Apply without approvals in one AWS account for some hours, as a member of a group of `irsa.breakGlass.groups`. @public */
export const irsaBreakGlassPermission = createPermission({
  name: 'irsa.break-glass',
  attributes: { action: 'update' },
});

/** Record again what was created, after the database was lost or restored, as an administrator. @public */
export const irsaRecoverPermission = createPermission({
  name: 'irsa.recover',
  attributes: { action: 'update' },
});

/** Plan, start, pause and undo waves, which change many IAM service accounts. Each needs the permissions for every one of them too. @public */
export const irsaWavePermission = createPermission({
  name: 'irsa.wave',
  attributes: { action: 'update' },
});

/** The permissions about one IAM service account. @public */
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
