import { clusterArn, requireCluster } from './clusters';
import { resourceInUse } from './errors';
import {
  addFargateProfile,
  fargateProfileJson,
  readSelectors,
} from './fargateProfiles';
import { requiredText } from './fields';
import type { EksOperation } from './operation';
import { newTags, requestTagContext } from './tagging';

export const createFargateProfile: EksOperation = {
  name: 'CreateFargateProfile',
  write: true,
  method: 'POST',
  path: '/clusters/{name}/fargate-profiles',
  access: (input, context) => [
    {
      action: 'eks:CreateFargateProfile',
      resource: clusterArn(input.path.name, context),
      context: requestTagContext(newTags(input)),
    },
    {
      action: 'iam:PassRole',
      resource: requiredText(input, 'podExecutionRoleArn'),
      context: { 'iam:PassedToService': 'eks-fargate-pods.amazonaws.com' },
    },
  ],
  run: (input, context) => {
    const cluster = requireCluster(input.path.name, context);
    const name = requiredText(input, 'fargateProfileName');
    if (cluster.fargateProfiles.has(name)) {
      throw resourceInUse('Fargate profile already exists.');
    }
    const profile = addFargateProfile(
      cluster,
      {
        name,
        podExecutionRoleArn: requiredText(input, 'podExecutionRoleArn'),
        selectors: readSelectors(input),
        tags: newTags(input),
      },
      context.now,
    );
    return {
      fargateProfile: fargateProfileJson(cluster, profile, 'CREATING'),
    };
  },
};
