import { randomUUID } from 'node:crypto';
import type { JsonOperation } from '../json/operation';
import { queueAccess, requireQueue, requireQueueKeyUse } from './queues';
import { md5 } from './sendMessage';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Receives messages. Answers at once and ignores the wait time of the request. */
export const receiveMessage: JsonOperation = {
  name: 'ReceiveMessage',
  write: true,
  access: (input, context) => queueAccess('ReceiveMessage', input, context),
  run: (input, context) => {
    const { now } = context;
    const queue = requireQueue(input, context);
    requireQueueKeyUse(context, queue, ['kms:Decrypt']);
    const timeout = Number(
      input.get('VisibilityTimeout') ??
        queue.attributes.get('VisibilityTimeout') ??
        DEFAULT_TIMEOUT_SECONDS,
    );
    const received = queue.messages
      .filter(({ hiddenUntil }) => !hiddenUntil || hiddenUntil <= now)
      .slice(0, Number(input.get('MaxNumberOfMessages') ?? 1));
    for (const message of received) {
      message.receiptHandle = randomUUID();
      message.hiddenUntil = new Date(now.getTime() + timeout * 1000);
    }
    return received.length === 0
      ? {}
      : {
          Messages: received.map(({ id, body, receiptHandle }) => ({
            MessageId: id,
            ReceiptHandle: receiptHandle,
            MD5OfBody: md5(body),
            Body: body,
          })),
        };
  },
};
