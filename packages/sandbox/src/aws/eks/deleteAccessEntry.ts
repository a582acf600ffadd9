import { accessEntryAccess, requireAccessEntry } from './accessEntries';
import { requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const deleteAccessEntry: EksOperation = {
  name: 'DeleteAccessEntry',
  write: true,
  method: 'DELETE',
  path: '/clusters/{name}/access-entries/{principal}',
  access: (input, context) =>
    accessEntryAccess('eks:DeleteAccessEntry', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    requireAccessEntry(cluster, path.principal);
    cluster.accessEntries.delete(path.principal);
    return {};
  },
};
