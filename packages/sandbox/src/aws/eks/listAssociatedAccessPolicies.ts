import {
  accessEntryAccess,
  associatedPolicyJson,
  requireAccessEntry,
} from './accessEntries';
import { namesPage, requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const listAssociatedAccessPolicies: EksOperation = {
  name: 'ListAssociatedAccessPolicies',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/access-entries/{principal}/access-policies',
  access: (input, context) =>
    accessEntryAccess('eks:ListAssociatedAccessPolicies', input, context),
  run: (input, context) => {
    const { path } = input;
    const cluster = requireCluster(path.name, context);
    const { policies } = requireAccessEntry(cluster, path.principal);
    const shown = namesPage([...policies.keys()], input);
    return {
      clusterName: cluster.name,
      principalArn: path.principal,
      associatedAccessPolicies: shown.items.flatMap(arn => {
        const policy = policies.get(arn);
        return policy ? [associatedPolicyJson(arn, policy)] : [];
      }),
      nextToken: shown.marker ?? null,
    };
  },
};
