import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { arn, paging } from './fields';
import { policyAccess, requirePolicy, versionXml } from './policies';
import { pageXml } from './paging';

export const listPolicyVersions = queryOperation({
  name: 'ListPolicyVersions',
  write: false,
  input: { PolicyArn: arn, ...paging },
  access: ({ PolicyArn }, context) => [
    policyAccess('iam:ListPolicyVersions', PolicyArn, context),
  ],
  run: (input, { caller: { account } }) => {
    const policy = requirePolicy(account, input.PolicyArn);
    const shown = page(policy.versions, {
      // Newest version first: version numbers only increase.
      key: ({ id }) => String(1e9 - Number(id.slice(1))),
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      Versions: shown.items.map(version => versionXml(policy, version, false)),
      ...pageXml(shown),
    };
  },
});
