import {
  accessEntryAccess,
  accessEntryJson,
  requireAccessEntry,
} from './accessEntries';
import { requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const describeAccessEntry: EksOperation = {
  name: 'DescribeAccessEntry',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/access-entries/{principal}',
  access: (input, context) =>
    accessEntryAccess('eks:DescribeAccessEntry', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const entry = requireAccessEntry(cluster, path.principal);
    return { accessEntry: accessEntryJson(cluster, path.principal, entry) };
  },
};
