import { requireCluster } from './clusters';
import {
  fargateProfileAccess,
  fargateProfileJson,
  requireFargateProfile,
} from './fargateProfiles';
import type { EksOperation } from './operation';

export const deleteFargateProfile: EksOperation = {
  name: 'DeleteFargateProfile',
  write: true,
  method: 'DELETE',
  path: '/clusters/{name}/fargate-profiles/{profile}',
  access: (input, context) =>
    fargateProfileAccess('eks:DeleteFargateProfile', input, context),
  run: ({ path }, context) => {
    const cluster = requireCluster(path.name, context);
    const profile = requireFargateProfile(cluster, path.profile);
    cluster.fargateProfiles.delete(profile.name);
    return {
      fargateProfile: fargateProfileJson(cluster, profile, 'DELETING'),
    };
  },
};
