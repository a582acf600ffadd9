import { queryOperation } from '../query/operation';
import { arn } from './fields';
import { policyAccess, policySummary, requirePolicy } from './policies';
import { tagsXml } from './tagging';

export const getPolicy = queryOperation({
  name: 'GetPolicy',
  write: false,
  input: { PolicyArn: arn },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:GetPolicy', PolicyArn, context),
  ],
  run: ({ PolicyArn }, { caller: { account } }) => {
    const policy = requirePolicy(account, PolicyArn);
    return {
      Policy: {
        ...policySummary(account, policy),
        Description: policy.description,
        Tags: tagsXml(policy.tags),
      },
    };
  },
});
