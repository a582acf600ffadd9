import { queryOperation } from '../query/operation';
import { arn, tags } from './fields';
import { policyAccess, requireOwnPolicy } from './policies';
import { requestTagContext, withTags } from './tagging';

export const tagPolicy = queryOperation({
  name: 'TagPolicy',
  write: true,
  input: { PolicyArn: arn, Tags: tags },
  access: ({ PolicyArn, Tags }, context) => [
    policyAccess('iam:TagPolicy', PolicyArn, context, requestTagContext(Tags)),
  ],
  run: ({ PolicyArn, Tags }, { caller: { account } }) => {
    const policy = requireOwnPolicy(account, PolicyArn);
    policy.tags = withTags(policy.tags, Tags, 'TagsPerPolicy');
    return undefined;
  },
});
