import { addonAccess, addonJson, removeAddon, requireAddon } from './addons';
import { requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const deleteAddon: EksOperation = {
  name: 'DeleteAddon',
  write: true,
  method: 'DELETE',
  path: '/clusters/{name}/addons/{addon}',
  access: (input, context) => addonAccess('eks:DeleteAddon', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const addon = requireAddon(cluster, path.addon);
    removeAddon(cluster, addon.name, context.now);
    return { addon: addonJson(cluster, addon, 'DELETING') };
  },
};
