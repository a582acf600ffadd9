import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { paging, roleName } from './fields';
import { pageXml } from './paging';
import { requireRole, roleAccess } from './roles';
import { tagsXml } from './tagging';

export const listRoleTags = queryOperation({
  name: 'ListRoleTags',
  write: false,
  input: { RoleName: roleName, ...paging },
  access: ({ RoleName }, context) => [
    roleAccess('iam:ListRoleTags', RoleName, context),
  ],
  run: (input, { caller: { account } }) => {
    const shown = page(requireRole(account, input.RoleName).tags, {
      key: tag => tag.key,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return { Tags: tagsXml(shown.items), ...pageXml(shown) };
  },
});
