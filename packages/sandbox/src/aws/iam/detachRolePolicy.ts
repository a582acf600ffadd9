import { queryOperation } from '../query/operation';
import { noSuchEntity } from './errors';
import { arn, roleName } from './fields';
import { requireAttachablePolicy } from './policies';
import { requireRole, roleAccess } from './roles';

export const detachRolePolicy = queryOperation({
  name: 'DetachRolePolicy',
  write: true,
  input: { RoleName: roleName, PolicyArn: arn },
  access: ({ RoleName, PolicyArn }, context) => [
    roleAccess('iam:DetachRolePolicy', RoleName, context, {
      'iam:PolicyARN': PolicyArn,
    }),
  ],
  run: ({ RoleName, PolicyArn }, { caller: { account } }) => {
    const role = requireRole(account, RoleName);
    const index = role.attachedPolicyArns.indexOf(PolicyArn);
    if (index < 0) {
      requireAttachablePolicy(account, PolicyArn);
      throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    }
    role.attachedPolicyArns.splice(index, 1);
    return undefined;
  },
});
