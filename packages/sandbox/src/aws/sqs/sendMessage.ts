import { createHash, randomUUID } from 'node:crypto';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { queueAccess, requireQueue, requireQueueKeyUse } from './queues';

/** Returns the MD5 digest of a text in hexadecimal. Clients compare it with the message that they sent. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

export const sendMessage: JsonOperation = {
  name: 'SendMessage',
  write: true,
  access: (input, context) => queueAccess('SendMessage', input, context),
  run: (input, context) => {
    const queue = requireQueue(input, context);
    const body = requiredText(input, 'MessageBody');
    requireQueueKeyUse(context, queue, ['kms:GenerateDataKey', 'kms:Decrypt']);
    const id = randomUUID();
    queue.messages.push({ id, body });
    return { MessageId: id, MD5OfMessageBody: md5(body) };
  },
};
