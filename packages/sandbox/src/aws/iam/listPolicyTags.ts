import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { arn, paging } from './fields';
import { policyAccess, requirePolicy } from './policies';
import { pageXml } from './paging';
import { tagsXml } from './tagging';

export const listPolicyTags = queryOperation({
  name: 'ListPolicyTags',
  write: false,
  input: { PolicyArn: arn, ...paging },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:ListPolicyTags', PolicyArn, context),
  ],
  run: (input, { caller: { account } }) => {
    const shown = page(requirePolicy(account, input.PolicyArn).tags, {
      key: tag => tag.key,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return { Tags: tagsXml(shown.items), ...pageXml(shown) };
  },
});
