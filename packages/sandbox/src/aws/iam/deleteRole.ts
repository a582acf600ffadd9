import { queryOperation } from '../query/operation';
import { deleteConflict } from './errors';
import { roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const deleteRole = queryOperation({
  name: 'DeleteRole',
  write: true,
  input: { RoleName: roleName },
  access: ({ RoleName }, context) => [
    roleAccess('iam:DeleteRole', RoleName, context),
  ],
  run: ({ RoleName }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    if (role.attachedPolicyArns.length > 0) {
      throw deleteConflict(
        'Cannot delete entity, must detach all policies first.',
      );
    }
    if (role.inlinePolicies.size > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    }
    account.roles.delete(role.name.toLowerCase());
    return undefined;
  },
});
