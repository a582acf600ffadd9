import { queryOperation } from '../query/operation';
import { maxSessionDuration, roleDescription, roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const updateRole = queryOperation({
  name: 'UpdateRole',
  write: true,
  input: {
    RoleName: roleName,
    Description: roleDescription,
    MaxSessionDuration: maxSessionDuration,
  },
  access: ({ RoleName }, context) => [
    roleAccess('iam:UpdateRole', RoleName, context),
  ],
  run: (input, { caller: { account } }) => {
    const role = requireRole(account, input.RoleName);
    if (input.Description !== undefined) {
      role.description = input.Description;
    }
    if (input.MaxSessionDuration !== undefined) {
      role.maxSessionDurationSeconds = input.MaxSessionDuration;
    }
    return {};
  },
});
