import type { Secret } from '../../state/resources';
import { optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { newResource, placeOf } from '../newResource';
import { AwsError } from '../protocol/error';
import { addVersion } from './putSecretValue';
import { findSecret, secretNames } from './secrets';

export const createSecret: JsonOperation = {
  name: 'CreateSecret',
  write: true,
  access: (input, context) => {
    const name = requiredText(input, 'Name');
    return {
      action: 'secretsmanager:CreateSecret',
      resource: newResource(placeOf(context), { kind: 'secret', name }).arn,
      shownResource: name,
    };
  },
  run: (input, context) => {
    const { world } = context;
    const name = requiredText(input, 'Name');
    if (findSecret(context, name)) {
      throw new AwsError(
        'ResourceExistsException',
        400,
        `The operation failed because the secret ${name} already exists.`,
      );
    }
    const keyId = optionalText(input, 'KmsKeyId');
    const secret: Secret = {
      ...newResource(placeOf(context), { kind: 'secret', name, keyId }),
      versions: [],
    };
    const value = optionalText(input, 'SecretString');
    const versionId =
      value === undefined ? undefined : addVersion(context, secret, value);
    world.resources.set(secret.arn, secret);
    return { ...secretNames(secret), VersionId: versionId };
  },
};
