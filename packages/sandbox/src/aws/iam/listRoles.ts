import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { paging, pathPrefix } from './fields';
import { roleArn, roleSummary } from './roles';
import { pageXml } from './paging';

export const listRoles = queryOperation({
  name: 'ListRoles',
  write: false,
  input: { PathPrefix: pathPrefix, ...paging },
  access: ({ PathPrefix }, { caller: { account } }) => [
    {
      action: 'iam:ListRoles',
      resource: roleArn(account, PathPrefix ?? '/', ''),
    },
  ],
  run: (input, { caller: { account } }) => {
    const roles = [...account.roles.values()].filter(({ path }) =>
      path.startsWith(input.PathPrefix ?? '/'),
    );
    const shown = page(roles, {
      key: role => role.name.toLowerCase(),
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return { Roles: shown.items.map(roleSummary), ...pageXml(shown) };
  },
});
