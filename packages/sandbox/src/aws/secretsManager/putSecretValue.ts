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

/** Makes a value the current one, and answers its version. Throws what {@link requireSecretKeyUse} throws. */
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
