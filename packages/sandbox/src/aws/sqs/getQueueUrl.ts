import { type JsonInput, optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { queueOf, queueUrl } from './queues';

const arnOf = (input: JsonInput, context: OperationContext) =>
  resourceArn(placeOf(context), {
    kind: 'queue',
    name: requiredText(input, 'QueueName'),
    owner: optionalText(input, 'QueueOwnerAWSAccountId'),
  });

export const getQueueUrl: JsonOperation = {
  name: 'GetQueueUrl',
  write: false,
  access: (input, context) => ({
    action: 'sqs:GetQueueUrl',
    resource: arnOf(input, context),
  }),
  run: (input, context) => ({
    QueueUrl: queueUrl(context, queueOf(context.world, arnOf(input, context))),
  }),
};
