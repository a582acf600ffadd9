import { queryOperation } from '../query/operation';
import { noSuchEntity } from './errors';
import { roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const deleteRolePermissionsBoundary = queryOperation({
  name: 'DeleteRolePermissionsBoundary',
  write: true,
  input: { RoleName: roleName },
  access: ({ RoleName }, context) => [
    roleAccess('iam:DeleteRolePermissionsBoundary', RoleName, context),
  ],
  run: ({ RoleName }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    if (role.permissionsBoundaryArn === undefined) {
      throw noSuchEntity(
        `Role ${RoleName} does not have permissions boundary.`,
      );
    }
    delete role.permissionsBoundaryArn;
    return undefined;
  },
});
