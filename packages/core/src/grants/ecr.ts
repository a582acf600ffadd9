import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to the images of one ECR repository. */
export const ecr: GrantDefinition = {
  service: 'ecr',
  title: 'ECR',
  resourceLabel: 'repository',
  // Source: "CreateRepository", Amazon ECR API Reference.
  checkResource: namedBy(
    /^(?=.{2,256}$)[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    {
      rule: 'repository-name',
      noun: 'Repository',
      says: '2 to 256 lowercase letters and digits, joined by dots, hyphens, underscores and slashes',
    },
  ),
  access: {
    pull: {
      description: 'pull images of the repository',
      statements: (repository, context) => [
        allow(
          [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          arnOf('ecr', context, `repository/${repository}`),
        ),
        // AWS cannot limit the registry login to a repository.
        allow(['ecr:GetAuthorizationToken'], '*'),
      ],
    },
  },
};
