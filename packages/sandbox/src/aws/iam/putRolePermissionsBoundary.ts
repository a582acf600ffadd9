import { queryOperation } from '../query/operation';
import { arn, roleName } from './fields';
import { requireAttachablePolicy } from './policies';
import { requireRole, roleAccess } from './roles';

export const putRolePermissionsBoundary = queryOperation({
  name: 'PutRolePermissionsBoundary',
  write: true,
  input: { RoleName: roleName, PermissionsBoundary: arn },
  access: ({ RoleName, PermissionsBoundary }, context) => [
    roleAccess('iam:PutRolePermissionsBoundary', RoleName, context, {
      'iam:PermissionsBoundary': PermissionsBoundary,
    }),
  ],
  run: ({ RoleName, PermissionsBoundary }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    requireAttachablePolicy(account, PermissionsBoundary);
    role.permissionsBoundaryArn = PermissionsBoundary;
    return undefined;
  },
});
