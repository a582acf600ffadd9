import { randomUUID } from 'node:crypto';
import { addonAccess, configureAddon, requireAddon } from './addons';
import { requireCluster, seconds } from './clusters';
import { textField } from './fields';
import type { EksOperation } from './operation';

export const updateAddon: EksOperation = {
  name: 'UpdateAddon',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/addons/{addon}/update',
  access: (input, context) => addonAccess('eks:UpdateAddon', input, context),
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const addon = requireAddon(cluster, input.path.addon);
    const version = textField(input, 'addonVersion');
    const values = textField(input, 'configurationValues');
    configureAddon(
      cluster,
      {
        ...addon,
        ...(version !== undefined && { version }),
        ...(values !== undefined && { configurationValues: values }),
      },
      context.now,
    );
    return {
      update: {
        id: randomUUID(),
        status: 'InProgress',
        type: 'AddonUpdate',
        params: [
          ...(version === undefined
            ? []
            : [{ type: 'AddonVersion', value: version }]),
          ...(values === undefined
            ? []
            : [{ type: 'ConfigurationValues', value: values }]),
        ],
        createdAt: seconds(context.now),
        errors: [],
      },
    };
  },
};
