import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { paging, pathPrefix, roleName } from './fields';
import { attachedXml } from './policies';
import { pageXml } from './paging';
import { requireRole, roleAccess } from './roles';

export const listAttachedRolePolicies = queryOperation({
  name: 'ListAttachedRolePolicies',
  write: false,
  input: { RoleName: roleName, PathPrefix: pathPrefix, ...paging },
  access: ({ RoleName }, context) => [
    roleAccess('iam:ListAttachedRolePolicies', RoleName, context),
  ],
  run: (input, { caller: { account } }) => {
    const arns = requireRole(account, input.RoleName).attachedPolicyArns.filter(
      arn =>
        (account.policies.get(arn)?.path ?? '/').startsWith(
          input.PathPrefix ?? '/',
        ),
    );
    const shown = page(arns, {
      key: arn => arn,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      AttachedPolicies: attachedXml(account, shown.items),
      ...pageXml(shown),
    };
  },
});
