import type { Queue } from '../../state/resources';
import { requiredText, textMap } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { newResource, placeOf, resourceArn } from '../newResource';
import { queueUrl, setAttributes, shownAttributes } from './queues';

/** Creates a queue. If a queue with this name and the same attributes exists, returns that queue. */
export const createQueue: JsonOperation = {
  name: 'CreateQueue',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => ({
    action: 'sqs:CreateQueue',
    resource: resourceArn(placeOf(context), {
      kind: 'queue',
      name: requiredText(input, 'QueueName'),
    }),
  }),
  run: (input, context) => {
    const { world } = context;
    const name = requiredText(input, 'QueueName');
    if (!/^[\w-]{1,80}$/.test(name)) {
      throw new AwsError(
        'InvalidParameterValue',
        400,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      );
    }
    const queue: Queue = {
      ...newResource(placeOf(context), { kind: 'queue', name }),
      isManagedSse: true,
      attributes: new Map(),
      messages: [],
    };
    setAttributes(world, queue, textMap(input, 'Attributes'));
    const existing = world.resources.get(queue.arn);
    if (existing?.kind === 'queue') {
      requireSame(
        shownAttributes(world, existing),
        textMap(input, 'Attributes'),
      );
    } else {
      world.resources.set(queue.arn, queue);
    }
    return { QueueUrl: queueUrl(context, queue) };
  },
};

function requireSame(
  existing: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of wanted) {
    if (existing.get(name) !== value) {
      throw new AwsError(
        'QueueNameExists',
        400,
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
    }
  }
}
