import { clusterArn, namesPage, requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const listNodegroups: EksOperation = {
  name: 'ListNodegroups',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/node-groups',
  access: ({ path }, context) => ({
    action: 'eks:ListNodegroups',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const { nodeGroups } = requireCluster(input.path.name, context);
    const shown = namesPage(
      nodeGroups.map(({ name }) => name),
      input,
    );
    return { nodegroups: shown.items, nextToken: shown.marker ?? null };
  },
};
