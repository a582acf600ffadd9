import { policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads repositories. Source: "GetRepositoryPolicy", Amazon ECR API Reference. */
export const ecr: ResourceReader = {
  policy: (aws, home, repository) =>
    policyIn('ecr:GetRepositoryPolicy', async () =>
      Reflect.get(
        await aws.json('ecr', home, 'GetRepositoryPolicy', {
          registryId: home.accountId,
          repositoryName: repository,
        }),
        'policyText',
      ),
    ),
};
