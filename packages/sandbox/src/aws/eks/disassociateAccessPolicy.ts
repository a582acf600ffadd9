import { accessEntryAccess, requireAccessEntry } from './accessEntries';
import { requireCluster } from './clusters';
import { resourceNotFound } from './errors';
import type { EksOperation } from './operation';

export const disassociateAccessPolicy: EksOperation = {
  name: 'DisassociateAccessPolicy',
  write: true,
  method: 'DELETE',
  path: '/clusters/{name}/access-entries/{principal}/access-policies/{policy}',
  access: (input, context) =>
    accessEntryAccess('eks:DisassociateAccessPolicy', input, context, {
      'eks:policyArn': input.path.policy,
    }),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const { policies } = requireAccessEntry(cluster, path.principal);
    if (!policies.delete(path.policy)) {
      throw resourceNotFound(
        `No associated access policy found with policyArn: ${path.policy}`,
      );
    }
    return {};
  },
};
