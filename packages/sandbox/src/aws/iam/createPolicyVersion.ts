import { flag, optional } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { checkManagedPolicy } from './documents';
import { limitExceeded } from './errors';
import { arn, policyDocument } from './fields';
import { policyAccess, requireOwnPolicy, versionXml } from './policies';
import { QUOTAS } from './quotas';

export const createPolicyVersion = queryOperation({
  name: 'CreatePolicyVersion',
  write: true,
  input: {
    PolicyArn: arn,
    PolicyDocument: policyDocument,
    SetAsDefault: optional(flag()),
  },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:CreatePolicyVersion', PolicyArn, context),
  ],
  run: (input, { caller: { account }, now }) => {
    const policy = requireOwnPolicy(account, input.PolicyArn);
    checkManagedPolicy(account, input.PolicyDocument);
    if (policy.versions.length >= QUOTAS.VersionsPerPolicyQuota) {
      throw limitExceeded(
        `A managed policy can have up to ${QUOTAS.VersionsPerPolicyQuota} versions. Before you create a new version, you must delete an existing version.`,
      );
    }
    const latest = Math.max(
      policy.lastVersion ?? 0,
      ...policy.versions.map(({ id }) => Number(id.slice(1))),
    );
    const version = {
      id: `v${latest + 1}`,
      document: input.PolicyDocument,
      createdAt: now,
    };
    policy.versions.unshift(version);
    policy.lastVersion = latest + 1;
    policy.updatedAt = now;
    if (input.SetAsDefault) {
      policy.defaultVersionId = version.id;
    }
    return { PolicyVersion: versionXml(policy, version, false) };
  },
});
