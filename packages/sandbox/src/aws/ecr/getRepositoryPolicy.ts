import { shownPolicy } from '../access/policyPrincipals';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import {
  policyAnswer,
  repositoryAccess,
  repositoryArn,
  requireRepository,
} from './repositories';

export const getRepositoryPolicy: JsonOperation = {
  name: 'GetRepositoryPolicy',
  write: false,
  access: (input, context) =>
    repositoryAccess('GetRepositoryPolicy', input, context),
  run: (input, context) => {
    const repository = requireRepository(
      context,
      repositoryArn(input, context),
    );
    const { policy, name, accountId } = repository;
    if (policy === undefined) {
      throw new AwsError(
        'RepositoryPolicyNotFoundException',
        400,
        `Repository policy does not exist for the repository with name '${name}' in the registry with id '${accountId}'`,
      );
    }
    return policyAnswer(repository, shownPolicy(context.world, policy));
  },
};
