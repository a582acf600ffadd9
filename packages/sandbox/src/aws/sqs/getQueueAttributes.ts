import { textList } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { queueAccess, requireQueue, shownAttributes } from './queues';

/** Attributes that the queue has not are left out of the answer, and so is the member that holds them when none is left. */
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
