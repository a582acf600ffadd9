import { queryOperation } from '../query/operation';
import { arn, versionId } from './fields';
import {
  policyAccess,
  requirePolicy,
  requireVersion,
  versionXml,
} from './policies';

export const getPolicyVersion = queryOperation({
  name: 'GetPolicyVersion',
  write: false,
  input: { PolicyArn: arn, VersionId: versionId },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:GetPolicyVersion', PolicyArn, context),
  ],
  run: ({ PolicyArn, VersionId }, { caller: { account } }) => {
    const policy = requirePolicy(account, PolicyArn);
    return {
      PolicyVersion: versionXml(
        policy,
        requireVersion(policy, VersionId),
        true,
      ),
    };
  },
});
