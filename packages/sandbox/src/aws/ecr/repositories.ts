import type { Access } from '../../state/calls';
import type { Repository } from '../../state/resources';
import { type JsonInput, optionalText, requiredText } from '../json/fields';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the ARN of a repository in the registry of `registryId` or, without it, of the caller's account. */
export function repositoryArn(
  input: JsonInput,
  context: OperationContext,
  name = requiredText(input, 'repositoryName'),
): string {
  return resourceArn(placeOf(context), {
    kind: 'repository',
    name,
    owner: optionalText(input, 'registryId'),
  });
}

/** Returns the access for an action on the repository of `repositoryName`. */
export function repositoryAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  return {
    action: `ecr:${operation}`,
    resource: repositoryArn(input, context),
  };
}

/** Returns the repository with this ARN. Throws `RepositoryNotFoundException`. */
export function requireRepository(
  { world }: OperationContext,
  arn: string,
): Repository {
  const repository = world.resources.get(arn);
  if (repository?.kind === 'repository') return repository;
  const [, , , , registryId, resource] = arn.split(':');
  throw new AwsError(
    'RepositoryNotFoundException',
    400,
    `The repository with name '${resource.slice(
      'repository/'.length,
    )}' does not exist in the registry with id '${registryId}'`,
  );
}

export function repositoryShape({
  arn,
  accountId,
  name,
  region,
  createdAt,
  keyId,
}: Repository) {
  return {
    repositoryArn: arn,
    registryId: accountId,
    repositoryName: name,
    repositoryUri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: createdAt.getTime() / 1000,
    encryptionConfiguration:
      keyId === undefined
        ? { encryptionType: 'AES256' }
        : { encryptionType: 'KMS', kmsKey: keyId },
  };
}

/** Returns the common fields of answers about a repository's policy. */
export function policyAnswer(
  { accountId, name }: Repository,
  policyText: string,
) {
  return { registryId: accountId, repositoryName: name, policyText };
}
