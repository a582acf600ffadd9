import { queryOperation } from '../query/operation';
import { deleteConflict } from './errors';
import { arn, versionId } from './fields';
import { policyAccess, requireOwnPolicy, requireVersion } from './policies';

export const deletePolicyVersion = queryOperation({
  name: 'DeletePolicyVersion',
  write: true,
  input: { PolicyArn: arn, VersionId: versionId },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:DeletePolicyVersion', PolicyArn, context),
  ],
  run: ({ PolicyArn, VersionId }, { caller: { account }, now }) => {
    const policy = requireOwnPolicy(account, PolicyArn);
    const version = requireVersion(policy, VersionId);
    if (version.id === policy.defaultVersionId) {
      throw deleteConflict('Cannot delete the default version of a policy.');
    }
    policy.versions.splice(policy.versions.indexOf(version), 1);
    policy.updatedAt = now;
    return undefined;
  },
});
