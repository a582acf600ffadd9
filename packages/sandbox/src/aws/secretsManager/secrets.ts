import type { Access } from '../../state/calls';
import type { Secret } from '../../state/resources';
import { type JsonInput, requiredText } from '../json/fields';
import { requireKeyUse } from '../kms/keyUse';
import { newResource, placeOf } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Returns the secret with this name in the caller's account and region, or with this ARN. The ARN can lack its random suffix. */
export function findSecret(
  { world, caller, region }: OperationContext,
  id: string,
): Secret | undefined {
  const secrets = [...world.resources.values()].filter(
    (resource): resource is Secret => resource.kind === 'secret',
  );
  return secrets.find(secret =>
    id.startsWith('arn:')
      ? id === secret.arn || id === secret.arn.slice(0, -'-XXXXXX'.length)
      : id === secret.name &&
        secret.accountId === caller.account.id &&
        secret.region === region,
  );
}

/** Returns the secret that `SecretId` names. Throws `ResourceNotFoundException`. */
export function requireSecret(
  input: JsonInput,
  context: OperationContext,
): Secret {
  const secret = findSecret(context, requiredText(input, 'SecretId'));
  if (secret) return secret;
  throw new AwsError(
    'ResourceNotFoundException',
    400,
    "Secrets Manager can't find the specified secret.",
  );
}

/** Returns the access for an action on the secret that `SecretId` names. Errors name the secret as the caller did. */
export function secretAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  const id = requiredText(input, 'SecretId');
  const missing = () =>
    id.startsWith('arn:')
      ? id
      : newResource(placeOf(context), { kind: 'secret', name: id }).arn;
  return {
    action: `secretsmanager:${operation}`,
    resource: findSecret(context, id)?.arn ?? missing(),
    shownResource: id,
  };
}

/** Returns the common fields of answers: ARN and name. */
export function secretNames({ arn, name }: Secret) {
  return { ARN: arn, Name: name };
}

/**
 * Throws `AccessDeniedException`, without the name of the key, unless the caller can use the key of the secret.
 *
 * Source: "Secret encryption and decryption in AWS Secrets Manager", AWS Secrets Manager User Guide.
 */
export function requireSecretKeyUse(
  context: OperationContext,
  secret: Secret,
  {
    versionId,
    actions,
  }: { versionId: string; actions: ('kms:Decrypt' | 'kms:GenerateDataKey')[] },
): void {
  requireKeyUse(
    context,
    {
      service: 'secretsmanager',
      resource: {
        ...secret,
        keyId: secret.keyId ?? 'alias/aws/secretsmanager',
      },
      encryptionContext: {
        SecretARN: secret.arn,
        SecretVersionId: versionId,
      },
      refused: error => keyRefusal(error, actions),
    },
    actions,
  );
}

/** Source: "GetSecretValue" and "PutSecretValue", AWS Secrets Manager API Reference. */
function keyRefusal({ code }: AwsError, actions: string[]): AwsError {
  if (code === 'AccessDeniedException') {
    return new AwsError(code, 400, 'Access to KMS is not allowed');
  }
  if (code === 'NotFoundException') {
    return new AwsError(
      'InvalidRequestException',
      400,
      'The KMS key that you specified was not found.',
    );
  }
  return actions.includes('kms:GenerateDataKey')
    ? new AwsError(
        'EncryptionFailure',
        400,
        "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state.",
      )
    : new AwsError(
        'DecryptionFailure',
        400,
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
      );
}
