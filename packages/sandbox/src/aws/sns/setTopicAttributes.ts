import { optional, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { requireTopic, setAttribute, topicAccess } from './topics';

export const setTopicAttributes = queryOperation({
  name: 'SetTopicAttributes',
  write: true,
  input: {
    TopicArn: text(),
    AttributeName: text(),
    AttributeValue: optional(text()),
  },
  access: ({ TopicArn }) => [topicAccess('SetTopicAttributes', TopicArn)],
  run: ({ TopicArn, AttributeName, AttributeValue = '' }, { world }) => {
    const topic = requireTopic(world, TopicArn);
    setAttribute(world, topic, [AttributeName, AttributeValue]);
    return undefined;
  },
});
