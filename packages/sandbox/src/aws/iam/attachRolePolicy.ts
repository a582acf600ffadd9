import { queryOperation } from '../query/operation';
import { arn, roleName } from './fields';
import { requireAttachablePolicy } from './policies';
import { enforceQuota, QUOTAS } from './quotas';
import { requireRole, roleAccess } from './roles';

export const attachRolePolicy = queryOperation({
  name: 'AttachRolePolicy',
  write: true,
  input: { RoleName: roleName, PolicyArn: arn },
  access: ({ RoleName, PolicyArn }, context) => [
    roleAccess('iam:AttachRolePolicy', RoleName, context, {
      'iam:PolicyARN': PolicyArn,
    }),
  ],
  run: ({ RoleName, PolicyArn }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    requireAttachablePolicy(account, PolicyArn);
    if (!role.attachedPolicyArns.includes(PolicyArn)) {
      enforceQuota(
        'PoliciesPerRole',
        role.attachedPolicyArns.length + 1,
        QUOTAS.AttachedPoliciesPerRoleQuota,
      );
      role.attachedPolicyArns.push(PolicyArn);
    }
    return undefined;
  },
});
