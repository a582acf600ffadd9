import { textList } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { queueAccess, requireQueue, shownAttributes } from './queues';

/** Returns attributes of a queue. Attributes that are not set are left out, and `Attributes` is absent if none remains. */
export const getQueueAttributes: JsonOperation = {
  name: 'GetQueueAttributes',
  write: false,
  access: (input, context) => queueAccess('GetQueueAttributes', input, context),
  run: (input, context) => {
    const names = textList(input, 'AttributeNames');
    const queue = requireQueue(input, context);
    const shown = [...shownAttributes(context.world, queue)].filter(
      ([name]) => names.includes('All') || names.includes(name),
    );
    return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
  },
};
