import { queryOperation } from '../query/operation';
import { roleName, tags } from './fields';
import { requireRole, roleAccess } from './roles';
import { requestTagContext, withTags } from './tagging';

export const tagRole = queryOperation({
  name: 'TagRole',
  write: true,
  input: { RoleName: roleName, Tags: tags },
  access: ({ RoleName, Tags }, context) => [
    roleAccess('iam:TagRole', RoleName, context, requestTagContext(Tags)),
  ],
  run: ({ RoleName, Tags }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    role.tags = withTags(role.tags, Tags, 'TagsPerRole');
    return undefined;
  },
});
