import { requireCluster } from './clusters';
import {
  fargateProfileAccess,
  fargateProfileJson,
  requireFargateProfile,
} from './fargateProfiles';
import type { EksOperation } from './operation';

export const describeFargateProfile: EksOperation = {
  name: 'DescribeFargateProfile',
  write: false,
  method: 'GET',
  path: '/clusters/{name}/fargate-profiles/{profile}',
  access: (input, context) =>
    fargateProfileAccess('eks:DescribeFargateProfile', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const profile = requireFargateProfile(cluster, path.profile);
    return { fargateProfile: fargateProfileJson(cluster, profile) };
  },
};
