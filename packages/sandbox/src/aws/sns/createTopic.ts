import type { Topic } from '../../state/resources';
import { entries, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { newResource, placeOf, resourceArn } from '../newResource';
import {
  defaultPolicy,
  invalidParameter,
  setAttribute,
  topicAccess,
} from './topics';

/** Creates a topic, or returns the existing topic with this name. SNS also compares the attributes, which the sandbox does not. */
export const createTopic = queryOperation({
  name: 'CreateTopic',
  write: true,
  input: { Name: text(), Attributes: entries() },
  access: ({ Name }, context) => [
    topicAccess(
      'CreateTopic',
      resourceArn(placeOf(context), { kind: 'topic', name: Name }),
    ),
  ],
  run: ({ Name, Attributes }, context) => {
    const { world } = context;
    if (!/^[\w-]{1,256}$/.test(Name)) {
      throw invalidParameter('Topic Name');
    }
    const made = newResource(placeOf(context), { kind: 'topic', name: Name });
    if (!world.resources.has(made.arn)) {
      const topic: Topic = {
        ...made,
        policy: defaultPolicy(made),
        attributes: new Map(),
      };
      [...Attributes].forEach(entry => setAttribute(world, topic, entry));
      world.resources.set(topic.arn, topic);
    }
    return { TopicArn: made.arn };
  },
});
