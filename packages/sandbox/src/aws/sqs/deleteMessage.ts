import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { queueAccess, requireQueue } from './queues';

/** Deletes a message. Deleting a deleted message changes nothing. A receipt handle in an invalid format is rejected. */
export const deleteMessage: JsonOperation = {
  name: 'DeleteMessage',
  write: true,
  access: (input, context) => queueAccess('DeleteMessage', input, context),
  run: (input, context) => {
    const queue = requireQueue(input, context);
    const handle = requiredText(input, 'ReceiptHandle');
    if (!/^[0-9a-f-]{36}$/.test(handle)) {
      throw new AwsError(
        'ReceiptHandleIsInvalid',
        404,
        `The input receipt handle "${handle}" is not a valid receipt handle.`,
      );
    }
    queue.messages = queue.messages.filter(
      ({ receiptHandle }) => receiptHandle !== handle,
    );
    return {};
  },
};
