import { clusterArn, namesPage, requireCluster } from './clusters';
import type { EksOperation } from './operation';

export const listFargateProfiles: EksOperation = {
  name: 'ListFargateProfiles',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/fargate-profiles',
  access: ({ path }, context) => ({
    action: 'eks:ListFargateProfiles',
    resource: clusterArn(path.name, context),
  }),
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const shown = namesPage([...cluster.fargateProfiles.keys()], input);
    return {
      fargateProfileNames: shown.items,
      nextToken: shown.marker ?? null,
    };
  },
};
