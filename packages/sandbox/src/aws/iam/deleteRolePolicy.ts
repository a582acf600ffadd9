import { queryOperation } from '../query/operation';
import { noSuchEntity } from './errors';
import { policyName, roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const deleteRolePolicy = queryOperation({
  name: 'DeleteRolePolicy',
  write: true,
  input: { RoleName: roleName, PolicyName: policyName },
  access: ({ RoleName }, context) => [
    roleAccess('iam:DeleteRolePolicy', RoleName, context),
  ],
  run: ({ RoleName, PolicyName }, { caller: { account } }) => {
    if (!requireRole(account, RoleName).inlinePolicies.delete(PolicyName)) {
      throw noSuchEntity(
        `The role policy with name ${PolicyName} cannot be found.`,
      );
    }
    return undefined;
  },
});
