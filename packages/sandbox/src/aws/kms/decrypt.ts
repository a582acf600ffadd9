import type { JsonOperation } from '../json/operation';
import { dataAccess, unseal } from './ciphertext';

/** Decrypts a ciphertext, which names its key. */
export const decrypt: JsonOperation = {
  name: 'Decrypt',
  write: false,
  access: (input, context) =>
    dataAccess(
      'Decrypt',
      new Map([...input, ['KeyId', unseal(input).keyArn]]),
      context,
    ),
  run: input => {
    const { keyArn, plaintext } = unseal(input);
    return {
      KeyId: keyArn,
      Plaintext: plaintext,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
};
