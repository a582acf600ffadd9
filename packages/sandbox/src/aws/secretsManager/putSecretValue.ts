import { randomUUID } from 'node:crypto';
import type { Secret } from '../../state/resources';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import type { OperationContext } from '../operation';
import {
  requireSecret,
  requireSecretKeyUse,
  secretAccess,
  secretNames,
} from './secrets';

/** Stores a value as the current version and returns the version ID. Throws the errors of {@link requireSecretKeyUse}. */
export function addVersion(
  context: OperationContext,
  secret: Secret,
  value: string,
): string {
  const id = randomUUID();
  requireSecretKeyUse(context, secret, {
    versionId: id,
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
  });
  secret.versions.push({ id, value, createdAt: context.now });
  return id;
}

export const putSecretValue: JsonOperation = {
  name: 'PutSecretValue',
  write: true,
  access: (input, context) => secretAccess('PutSecretValue', input, context),
  run: (input, context) => {
    const secret = requireSecret(input, context);
    const value = requiredText(input, 'SecretString');
    return {
      ...secretNames(secret),
      VersionId: addVersion(context, secret, value),
      VersionStages: ['AWSCURRENT'],
    };
  },
};
