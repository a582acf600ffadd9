import { withoutPrincipal } from '../access/policyPrincipals';
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
  run: ({ RoleName }, { caller: { account }, world }) => {
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
    for (const { roles } of world.accounts.values()) {
      for (const other of roles.values()) {
        other.trustPolicy = withoutPrincipal(other.trustPolicy, role);
      }
    }
    return undefined;
  },
});
