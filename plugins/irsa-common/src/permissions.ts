import { createPermission } from '@backstage/plugin-permission-common';

/** See IAM service accounts, their verification and permissions. @public */
export const irsaServiceAccountReadPermission = createPermission({
  name: 'irsa.service-account.read',
  attributes: { action: 'read' },
});

/** Make the AWS objects of a new IAM service account. @public */
export const irsaServiceAccountCreatePermission = createPermission({
  name: 'irsa.service-account.create',
  attributes: { action: 'create' },
});

/** Change an IAM service account that exists. @public */
export const irsaServiceAccountUpdatePermission = createPermission({
  name: 'irsa.service-account.update',
  attributes: { action: 'update' },
});

/** Delete what was made for an IAM service account. @public */
export const irsaServiceAccountDeletePermission = createPermission({
  name: 'irsa.service-account.delete',
  attributes: { action: 'delete' },
});

/** Verify an IAM service account now, with a live proof when asked. @public */
export const irsaServiceAccountVerifyPermission = createPermission({
  name: 'irsa.service-account.verify',
  attributes: { action: 'read' },
});

/** See what applying a spec would change. @public */
export const irsaPlanPermission = createPermission({
  name: 'irsa.plan',
  attributes: { action: 'read' },
});

/** All permissions of the plugin. @public */
export const irsaPermissions = [
  irsaServiceAccountReadPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountUpdatePermission,
  irsaServiceAccountDeletePermission,
  irsaServiceAccountVerifyPermission,
  irsaPlanPermission,
];
