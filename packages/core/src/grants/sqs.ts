import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

const SEND = ['sqs:SendMessage'];
const CONSUME = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
];
/** Actions that every access needs, because clients first look up the queue's URL and attributes. */
const FIND = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];

/** Access to the messages of one SQS queue. */
export const sqs: GrantDefinition = {
  service: 'sqs',
  title: 'SQS',
  resourceLabel: 'queue',
  // Source: "Amazon SQS message quotas", Amazon SQS Developer Guide.
  checkResource: namedBy(/^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$/, {
    rule: 'queue-name',
    noun: 'Queue',
    says: 'at most 80 letters, digits, hyphens and underscores, with ".fifo" at the end of a FIFO queue',
  }),
  access: {
    send: {
      description: 'send messages to the queue',
      statements: (queue, context) => [
        allow([...SEND, ...FIND], arnOf('sqs', context, queue)),
      ],
    },
    consume: {
      description: 'receive messages of the queue and delete them',
      statements: (queue, context) => [
        allow([...CONSUME, ...FIND], arnOf('sqs', context, queue)),
      ],
    },
    'send-consume': {
      description: 'send messages to the queue, receive and delete them',
      statements: (queue, context) => [
        allow([...SEND, ...CONSUME, ...FIND], arnOf('sqs', context, queue)),
      ],
    },
  },
};
