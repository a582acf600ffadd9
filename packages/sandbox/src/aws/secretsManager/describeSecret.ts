import type { JsonOperation } from '../json/operation';
import { requireSecret, secretAccess, secretNames } from './secrets';

/** Returns the metadata of a secret. `KmsKeyId` is absent if the secret has no KMS key of its own. */
export const describeSecret: JsonOperation = {
  name: 'DescribeSecret',
  write: false,
  access: (input, context) => secretAccess('DescribeSecret', input, context),
  run: (input, context) => {
    const secret = requireSecret(input, context);
    const { keyId, createdAt, versions } = secret;
    const current = versions.at(-1);
    return {
      ...secretNames(secret),
      KmsKeyId: keyId,
      CreatedDate: createdAt.getTime() / 1000,
      VersionIdsToStages: current && { [current.id]: ['AWSCURRENT'] },
    };
  },
};
