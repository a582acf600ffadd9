import { textMap } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { queueAccess, requireQueue, setAttributes } from './queues';

export const setQueueAttributes: JsonOperation = {
  name: 'SetQueueAttributes',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => queueAccess('SetQueueAttributes', input, context),
  run: (input, context) => {
    const queue = requireQueue(input, context);
    setAttributes(context.world, queue, textMap(input, 'Attributes'));
    return {};
  },
};
