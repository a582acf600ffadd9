import { queryOperation } from '../query/operation';
import { arn, versionId } from './fields';
import { policyAccess, requireOwnPolicy, requireVersion } from './policies';

export const setDefaultPolicyVersion = queryOperation({
  name: 'SetDefaultPolicyVersion',
  write: true,
  input: { PolicyArn: arn, VersionId: versionId },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:SetDefaultPolicyVersion', PolicyArn, context),
  ],
  run: ({ PolicyArn, VersionId }, { caller: { account }, now }) => {
    const policy = requireOwnPolicy(account, PolicyArn);
    policy.defaultVersionId = requireVersion(policy, VersionId).id;
    policy.updatedAt = now;
    return undefined;
  },
});
