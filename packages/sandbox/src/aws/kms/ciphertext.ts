import { isDeepStrictEqual } from 'node:util';
import type { Access } from '../../state/calls';
import { type JsonInput, requiredText, textMap } from '../json/fields';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';
import { keyAccess } from './access';
import { keyContext } from './keyUse';

/** The content of a ciphertext in the sandbox. It is readable, because the sandbox contains no real data. */
interface Sealed {
  keyArn: string;
  /** The plaintext in Base64. */
  plaintext: string;
  context: Record<string, string>;
}

export function encryptionContext(input: JsonInput): Record<string, string> {
  return Object.fromEntries(textMap(input, 'EncryptionContext'));
}

/** Returns the access for an operation on data with the key that `KeyId` names. */
export function dataAccess(
  operation: string,
  input: JsonInput,
  context: OperationContext,
): Access {
  return {
    ...keyAccess(operation, input, context),
    context: keyContext(context, encryptionContext(input)),
  };
}

export function seal(sealed: Sealed): string {
  return Buffer.from(JSON.stringify(sealed)).toString('base64');
}

/** Returns the content of `CiphertextBlob`. Throws `InvalidCiphertextException` if it is invalid or the encryption context differs. */
export function unseal(input: JsonInput): Sealed {
  const blob = requiredText(input, 'CiphertextBlob');
  const sealed = parse(blob);
  if (sealed && isDeepStrictEqual(sealed.context, encryptionContext(input))) {
    return sealed;
  }
  throw new AwsError('InvalidCiphertextException', 400, '');
}

function parse(blob: string): Sealed | undefined {
  try {
    return JSON.parse(Buffer.from(blob, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
