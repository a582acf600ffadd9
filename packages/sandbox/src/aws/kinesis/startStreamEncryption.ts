import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { requireKey } from '../kms/keys';
import { requireStream, streamAccess, streamArn } from './streams';

/** Encrypts a stream with a key, which applies at once. */
export const startStreamEncryption: JsonOperation = {
  name: 'StartStreamEncryption',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) =>
    streamAccess('StartStreamEncryption', streamArn(input, context)),
  run: (input, context) => {
    const { world, caller, region } = context;
    const stream = requireStream(context, streamArn(input, context));
    const keyId = requiredText(input, 'KeyId');
    requireKey(world, { account: caller.account, region }, keyId);
    stream.keyId = keyId;
    return {};
  },
};
