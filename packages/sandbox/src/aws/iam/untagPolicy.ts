import { queryOperation } from '../query/operation';
import { arn, tagKeys } from './fields';
import { policyAccess, requireOwnPolicy } from './policies';
import { withoutTags } from './tagging';

export const untagPolicy = queryOperation({
  name: 'UntagPolicy',
  write: true,
  input: { PolicyArn: arn, TagKeys: tagKeys },
  access: ({ PolicyArn, TagKeys }, context) => [
    policyAccess('iam:UntagPolicy', PolicyArn, context, {
      'aws:TagKeys': TagKeys,
    }),
  ],
  run: ({ PolicyArn, TagKeys }, { caller: { account } }) => {
    const policy = requireOwnPolicy(account, PolicyArn);
    policy.tags = withoutTags(policy.tags, TagKeys);
    return undefined;
  },
});
