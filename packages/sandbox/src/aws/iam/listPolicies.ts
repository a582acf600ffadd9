import { flag, optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { paging, pathPrefix } from './fields';
import { isAwsManaged, policySummary, PolicyUses } from './policies';
import { pageXml } from './paging';

export const listPolicies = queryOperation({
  name: 'ListPolicies',
  write: false,
  input: {
    Scope: optional(text({ oneOf: ['All', 'AWS', 'Local'] })),
    OnlyAttached: optional(flag()),
    PathPrefix: pathPrefix,
    PolicyUsageFilter: optional(
      text({ oneOf: ['PermissionsPolicy', 'PermissionsBoundary'] }),
    ),
    ...paging,
  },
  access: (input, { caller: { account } }) => [
    {
      action: 'iam:ListPolicies',
      resource: '*',
      shownResource: `policy path ${input.PathPrefix ?? '/'}`,
      context: { 'aws:ResourceAccount': account.id },
    },
  ],
  run: (input, { caller: { account } }) => {
    const uses = PolicyUses.of(account);
    const policies = [...account.policies.values()].filter(policy => {
      const use = uses.for(policy.arn);
      const used =
        input.PolicyUsageFilter === 'PermissionsBoundary'
          ? use.boundaries
          : use.attached;
      const scope = isAwsManaged(policy) ? 'AWS' : 'Local';
      return (
        policy.path.startsWith(input.PathPrefix ?? '/') &&
        ['All', scope].includes(input.Scope ?? 'All') &&
        (used > 0 ||
          (!input.OnlyAttached && input.PolicyUsageFilter === undefined))
      );
    });
    const shown = page(policies, {
      key: policy => policy.arn,
      marker: input.Marker,
      limit: input.MaxItems ?? 100,
    });
    return {
      Policies: shown.items.map(policy =>
        policySummary(policy, uses.for(policy.arn)),
      ),
      ...pageXml(shown),
    };
  },
});
