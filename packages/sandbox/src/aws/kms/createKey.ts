import { optionalText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { addKey, readKeyPolicy } from './customerKeys';
import { keyMetadata } from './describeKey';

export const createKey: JsonOperation = {
  name: 'CreateKey',
  write: true,
  access: () => ({ action: 'kms:CreateKey', resource: '*' }),
  run: (input, { world, caller: { account }, region, now }) => {
    const policy = optionalText(input, 'Policy');
    const description = optionalText(input, 'Description');
    const key = addKey(account, {
      region,
      createdAt: now,
      ...(policy !== undefined && { policy: readKeyPolicy(world, policy) }),
      ...(description !== undefined && { description }),
    });
    return { KeyMetadata: keyMetadata(account, key) };
  },
};
