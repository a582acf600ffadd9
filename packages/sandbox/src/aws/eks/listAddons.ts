import { clusterArn, namesPage, requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const listAddons: EksOperation = {
  name: 'ListAddons',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/addons',
  access: ({ path }, context) => ({
    action: 'eks:ListAddons',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const { addons } = requireCluster(input.path.name, context);
    const shown = namesPage([...addons.keys()], input);
    return { addons: shown.items, nextToken: shown.marker ?? null };
  },
};
