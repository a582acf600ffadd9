import { addonAccess, addonJson, requireAddon } from './addons';
import { requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const describeAddon: EksOperation = {
  name: 'DescribeAddon',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/addons/{addon}',
  access: (input, context) => addonAccess('eks:DescribeAddon', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    return { addon: addonJson(cluster, requireAddon(cluster, path.addon)) };
  },
};
