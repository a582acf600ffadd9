import { clusterArn, namesPage, requireCluster } from './clusters';
import { invalidRequest } from './errors';
import type { EksOperation } from './operation';

/** Lists the ARNs of principals with access entries: all, or those that an access policy is associated with. */
export const listAccessEntries: EksOperation = {
  name: 'ListAccessEntries',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/access-entries',
  access: ({ path }, context) => ({
    action: 'eks:ListAccessEntries',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    if (cluster.authenticationMode === 'CONFIG_MAP') {
      throw invalidRequest(
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
      );
    }
    const policyArn = input.query.get('associatedPolicyArn');
    const shown = namesPage(
      [...cluster.accessEntries].flatMap(([arn, { policies }]) =>
        policyArn === undefined || policies.has(policyArn) ? [arn] : [],
      ),
      input,
    );
    return { accessEntries: shown.items, nextToken: shown.marker ?? null };
  },
};
