import { shownPolicy, takePolicy } from '../access/policyPrincipals';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import {
  policyAnswer,
  repositoryAccess,
  repositoryArn,
  requireRepository,
} from './repositories';

export const setRepositoryPolicy: JsonOperation = {
  name: 'SetRepositoryPolicy',
  write: true,
  access: (input, context) =>
    repositoryAccess('SetRepositoryPolicy', input, context),
  run: (input, context) => {
    const repository = requireRepository(
      context,
      repositoryArn(input, context),
    );
    repository.policy = takePolicy(
      context.world,
      requiredText(input, 'policyText'),
      () =>
        new AwsError(
          'InvalidParameterException',
          400,
          "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
        ),
    );
    return policyAnswer(
      repository,
      shownPolicy(context.world, repository.policy),
    );
  },
};
