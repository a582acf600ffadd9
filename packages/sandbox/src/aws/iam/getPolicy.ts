import { queryOperation } from '../query/operation';
import { arn } from './fields';
import {
  policyAccess,
  policySummary,
  PolicyUses,
  requirePolicy,
} from './policies';
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
        ...policySummary(policy, PolicyUses.of(account).for(policy.arn)),
        Description: policy.description,
        Tags: tagsXml(policy.tags),
      },
    };
  },
});
