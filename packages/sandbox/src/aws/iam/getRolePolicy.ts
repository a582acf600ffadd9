import { percentEncode } from '../protocol/encoding';
import { queryOperation } from '../query/operation';
import { noSuchEntity } from './errors';
import { policyName, roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const getRolePolicy = queryOperation({
  name: 'GetRolePolicy',
  write: false,
  input: { RoleName: roleName, PolicyName: policyName },
  access: ({ RoleName }, context) => [
    roleAccess('iam:GetRolePolicy', RoleName, context),
  ],
  run: ({ RoleName, PolicyName }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    const document = role.inlinePolicies.get(PolicyName);
    if (document === undefined) {
      throw noSuchEntity(
        `The role policy with name ${PolicyName} cannot be found.`,
      );
    }
    return {
      RoleName: role.name,
      PolicyName,
      PolicyDocument: percentEncode(document),
    };
  },
});
