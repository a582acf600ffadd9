import type { JsonInput } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { keyOf } from './access';
import { dataAccess, unseal } from './ciphertext';
import { requireUsable } from './usable';

/** Decrypts a ciphertext, which names its key. */
export const decrypt: JsonOperation = {
  name: 'Decrypt',
  write: false,
  access: (input, context) => dataAccess('Decrypt', withKey(input), context),
  run: (input, context) => {
    const { keyArn, plaintext } = unseal(input);
    requireUsable(keyOf(withKey(input), context).key);
    return {
      KeyId: keyArn,
      Plaintext: plaintext,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
};

function withKey(input: JsonInput): JsonInput {
  return new Map([...input, ['KeyId', unseal(input).keyArn]]);
}
