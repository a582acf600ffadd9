import { clusterArn, namesPage, visibleClusters } from './clusters';
import type { EksOperation } from './operation';

export const listClusters: EksOperation = {
  name: 'ListClusters',
  write: false,
  method: 'GET',
  path: '/clusters',
  access: (_input, context) => ({
    action: 'eks:ListClusters',
    resource: clusterArn('*', context),
  }),
  run: (input, context) => {
    const names = visibleClusters(context).map(({ name }) => name);
    const shown = namesPage(names, input);
    return { clusters: shown.items, nextToken: shown.marker ?? null };
  },
};
