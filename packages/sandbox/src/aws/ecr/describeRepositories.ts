import type { Repository } from '../../state/resources';
import { type JsonInput, optionalText, textList } from '../json/fields';
import type { JsonContext, JsonOperation } from '../json/operation';
import {
  repositoryArn,
  repositoryShape,
  requireRepository,
} from './repositories';

/** Lists the named repositories, or all repositories if none is named, on one page. */
export const describeRepositories: JsonOperation = {
  name: 'DescribeRepositories',
  write: false,
  access: (input, context) =>
    namesOr(input, '*').map(name => ({
      action: 'ecr:DescribeRepositories',
      resource: repositoryArn(input, context, name),
    })),
  run: (input, context) => {
    const names = textList(input, 'repositoryNames');
    const repositories =
      names.length > 0
        ? names.map(name =>
            requireRepository(context, repositoryArn(input, context, name)),
          )
        : all(input, context);
    return { repositories: repositories.map(repositoryShape) };
  },
};

function namesOr(input: JsonInput, other: string): string[] {
  const names = textList(input, 'repositoryNames');
  return names.length > 0 ? names : [other];
}

function all(
  input: JsonInput,
  { world, caller, region }: JsonContext,
): Repository[] {
  const accountId = optionalText(input, 'registryId') ?? caller.account.id;
  return [...world.resources.values()].filter(
    (resource): resource is Repository =>
      resource.kind === 'repository' &&
      resource.accountId === accountId &&
      resource.region === region,
  );
}
