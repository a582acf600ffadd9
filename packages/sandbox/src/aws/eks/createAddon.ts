import { addonJson, installAddon } from './addons';
import { clusterArn, requireCluster } from './clusters';
import { resourceInUse } from './errors';
import { requiredText, tagsField, textField } from './fields';
import type { EksOperation } from './operation';

export const createAddon: EksOperation = {
  name: 'CreateAddon',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/addons',
  access: ({ path }, context) => ({
    action: 'eks:CreateAddon',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const name = requiredText(input, 'addonName');
    if (cluster.addons.has(name)) {
      throw resourceInUse('Addon already exists.');
    }
    const version = textField(input, 'addonVersion');
    const values = textField(input, 'configurationValues');
    const addon = installAddon(cluster, name, context.now, {
      ...(version !== undefined && { version }),
      ...(values !== undefined && { configurationValues: values }),
      serviceAccountRoleArn: textField(input, 'serviceAccountRoleArn'),
      tags: tagsField(input),
    });
    return { addon: addonJson(cluster, addon, 'CREATING') };
  },
};
