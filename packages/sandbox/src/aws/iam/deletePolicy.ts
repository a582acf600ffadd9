import { queryOperation } from '../query/operation';
import { deleteConflict } from './errors';
import { arn } from './fields';
import { policyAccess, PolicyUses, requireOwnPolicy } from './policies';

export const deletePolicy = queryOperation({
  name: 'DeletePolicy',
  write: true,
  input: { PolicyArn: arn },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:DeletePolicy', PolicyArn, context),
  ],
  run: ({ PolicyArn }, { caller: { account } }) => {
    const policy = requireOwnPolicy(account, PolicyArn);
    const use = PolicyUses.of(account).for(PolicyArn);
    if (use.attached + use.boundaries > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    account.policies.delete(PolicyArn);
    return undefined;
  },
});
