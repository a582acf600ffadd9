import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { paging, roleName } from './fields';
import { pageXml } from './paging';
import { requireRole, roleAccess } from './roles';

export const listRolePolicies = queryOperation({
  name: 'ListRolePolicies',
  write: false,
  input: { RoleName: roleName, ...paging },
  access: ({ RoleName }, context) => [
    roleAccess('iam:ListRolePolicies', RoleName, context),
  ],
  run: (input, { caller: { account } }) => {
    const role = requireRole(account, input.RoleName);
    const shown = page(role.inlinePolicies.keys(), {
      key: name => name,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return { PolicyNames: shown.items, ...pageXml(shown) };
  },
});
