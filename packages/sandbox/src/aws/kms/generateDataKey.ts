import { randomBytes } from 'node:crypto';
import type { JsonOperation } from '../json/operation';
import { keyOf } from './access';
import { dataAccess, encryptionContext, seal } from './ciphertext';
import { requireUsable } from './usable';

/** Creates a data key of 256 bits. */
export const generateDataKey: JsonOperation = {
  name: 'GenerateDataKey',
  write: false,
  access: (input, context) => dataAccess('GenerateDataKey', input, context),
  run: (input, context) => {
    const { key } = keyOf(input, context);
    requireUsable(key);
    const { arn } = key;
    const plaintext = randomBytes(32).toString('base64');
    return {
      KeyId: arn,
      Plaintext: plaintext,
      CiphertextBlob: seal({
        keyArn: arn,
        plaintext,
        context: encryptionContext(input),
      }),
    };
  },
};
