import { queryOperation } from '../query/operation';
import { roleName } from './fields';
import { requireRole, roleAccess, roleExtras, roleSummary } from './roles';

export const getRole = queryOperation({
  name: 'GetRole',
  write: false,
  input: { RoleName: roleName },
  access: ({ RoleName }, context) => [
    roleAccess('iam:GetRole', RoleName, context),
  ],
  run: ({ RoleName }, { caller: { account }, now }) => {
    const role = requireRole(account, RoleName);
    return { Role: { ...roleSummary(role), ...roleExtras(role, now) } };
  },
});
