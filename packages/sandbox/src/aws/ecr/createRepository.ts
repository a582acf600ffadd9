import type { Repository } from '../../state/resources';
import { optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { requireKey } from '../kms/keys';
import { newResource, placeOf } from '../newResource';
import { AwsError } from '../protocol/error';
import {
  repositoryAccess,
  repositoryArn,
  repositoryShape,
} from './repositories';

export const createRepository: JsonOperation = {
  name: 'CreateRepository',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) =>
    repositoryAccess('CreateRepository', input, context),
  run: (input, context) => {
    const {
      world,
      caller: { account },
      region,
    } = context;
    const arn = repositoryArn(input, context);
    const name = requiredText(input, 'repositoryName');
    if (world.resources.has(arn)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        400,
        `The repository with name '${name}' already exists in the registry with id '${account.id}'`,
      );
    }
    const encryption = new Map(
      Object.entries(Object(input.get('encryptionConfiguration') ?? {})),
    );
    const keyId =
      encryption.get('encryptionType') === 'KMS'
        ? optionalText(encryption, 'kmsKey') ?? 'alias/aws/ecr'
        : undefined;
    const repository: Repository = newResource(placeOf(context), {
      kind: 'repository',
      name,
      ...(keyId !== undefined && {
        keyId: requireKey(world, { account, region }, keyId).key.arn,
      }),
    });
    world.resources.set(arn, repository);
    return { repository: repositoryShape(repository) };
  },
};
