import { seenWorld } from '../../state/seen';
import { queryOperation } from '../query/operation';
import { checkTrustPolicy } from './documents';
import { policyDocument, roleName } from './fields';
import { requireRole, roleAccess } from './roles';

export const updateAssumeRolePolicy = queryOperation({
  name: 'UpdateAssumeRolePolicy',
  write: true,
  input: { RoleName: roleName, PolicyDocument: policyDocument },
  access: ({ RoleName }, context) => [
    roleAccess('iam:UpdateAssumeRolePolicy', RoleName, context),
  ],
  run: ({ RoleName, PolicyDocument }, { caller: { account }, world, now }) => {
    const role = requireRole(account, RoleName);
    checkTrustPolicy(seenWorld(world, 'trust', now), PolicyDocument);
    role.trustPolicy = PolicyDocument;
    return undefined;
  },
});
