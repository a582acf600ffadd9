import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import {
  requireSecret,
  requireSecretKeyUse,
  secretAccess,
  secretNames,
} from './secrets';

/** Returns the value of the current version of a secret. Other versions cannot be read. */
export const getSecretValue: JsonOperation = {
  name: 'GetSecretValue',
  write: false,
  access: (input, context) => secretAccess('GetSecretValue', input, context),
  run: (input, context) => {
    const secret = requireSecret(input, context);
    const current = secret.versions.at(-1);
    if (!current) {
      throw new AwsError(
        'ResourceNotFoundException',
        400,
        "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      );
    }
    requireSecretKeyUse(context, secret, {
      versionId: current.id,
      actions: ['kms:Decrypt'],
    });
    return {
      ...secretNames(secret),
      VersionId: current.id,
      SecretString: current.value,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: current.createdAt.getTime() / 1000,
    };
  },
};
