import { queryOperation } from '../query/operation';
import { checkPermissionsPolicy } from './documents';
import { limitExceeded } from './errors';
import { policyDocument, policyName, roleName } from './fields';
import { policySize, QUOTAS } from './quotas';
import { requireRole, roleAccess } from './roles';

export const putRolePolicy = queryOperation({
  name: 'PutRolePolicy',
  write: true,
  input: {
    RoleName: roleName,
    PolicyName: policyName,
    PolicyDocument: policyDocument,
  },
  access: ({ RoleName }, context) => [
    roleAccess('iam:PutRolePolicy', RoleName, context),
  ],
  run: (input, { caller: { account } }) => {
    const role = requireRole(account, input.RoleName);
    checkPermissionsPolicy(account, input.PolicyDocument);
    const policies = new Map(role.inlinePolicies).set(
      input.PolicyName,
      input.PolicyDocument,
    );
    const size = [...policies.values()].reduce(
      (sum, document) => sum + policySize(document),
      0,
    );
    if (size > QUOTAS.RolePolicySizeQuota) {
      throw limitExceeded(
        `Maximum policy size of ${QUOTAS.RolePolicySizeQuota} bytes exceeded for role ${role.name}`,
      );
    }
    role.inlinePolicies = policies;
    return undefined;
  },
});
