import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantContext, GrantDefinition } from './types';

const ENCRYPT = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];
const DECRYPT = ['kms:Decrypt', 'kms:DescribeKey'];

/**
 * Returns a statement that names the key by its ID: an alias in a policy does not identify a key. Source: "IAM policies", AWS KMS Developer Guide.
 */
function statements(actions: string[], key: string, context: GrantContext) {
  return [allow([...new Set(actions)], arnOf('kms', context, `key/${key}`))];
}

/** Access to encrypt and decrypt with one KMS key, if its key policy delegates to IAM. */
export const kms: GrantDefinition = {
  service: 'kms',
  title: 'KMS',
  resourceLabel: 'key ID',
  checkResource: namedBy(
    /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
    {
      rule: 'key-id',
      noun: 'Key',
      says: 'the id of a key, such as 1234abcd-12ab-34cd-56ef-1234567890ab, not its alias or ARN',
    },
  ),
  access: {
    encrypt: {
      description: 'encrypt with the key',
      statements: (key, context) => statements(ENCRYPT, key, context),
    },
    decrypt: {
      description: 'decrypt with the key',
      statements: (key, context) => statements(DECRYPT, key, context),
    },
    'encrypt-decrypt': {
      description: 'encrypt and decrypt with the key',
      statements: (key, context) =>
        statements([...ENCRYPT, ...DECRYPT], key, context),
    },
  },
};
