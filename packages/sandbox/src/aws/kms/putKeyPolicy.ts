import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { keyAccess, keyOf } from './access';
import { readKeyPolicy } from './customerKeys';

export const putKeyPolicy: JsonOperation = {
  name: 'PutKeyPolicy',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => keyAccess('PutKeyPolicy', input, context),
  run: (input, context) => {
    const { key } = keyOf(input, context);
    key.policy = readKeyPolicy(context.world, requiredText(input, 'Policy'));
    return {};
  },
};
