import { queryOperation } from '../query/operation';
import { roleName, tagKeys } from './fields';
import { requireRole, roleAccess } from './roles';
import { withoutTags } from './tagging';

export const untagRole = queryOperation({
  name: 'UntagRole',
  write: true,
  input: { RoleName: roleName, TagKeys: tagKeys },
  access: ({ RoleName, TagKeys }, context) => [
    roleAccess('iam:UntagRole', RoleName, context, { 'aws:TagKeys': TagKeys }),
  ],
  run: ({ RoleName, TagKeys }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    role.tags = withoutTags(role.tags, TagKeys);
    return undefined;
  },
});
