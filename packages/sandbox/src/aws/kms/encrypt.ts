import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { keyOf } from './access';
import { dataAccess, encryptionContext, seal } from './ciphertext';
import { requireUsable } from './usable';

export const encrypt: JsonOperation = {
  name: 'Encrypt',
  write: false,
  access: (input, context) => dataAccess('Encrypt', input, context),
  run: (input, context) => {
    const { key } = keyOf(input, context);
    requireUsable(key);
    const { arn } = key;
    return {
      KeyId: arn,
      CiphertextBlob: seal({
        keyArn: arn,
        plaintext: requiredText(input, 'Plaintext'),
        context: encryptionContext(input),
      }),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
};
