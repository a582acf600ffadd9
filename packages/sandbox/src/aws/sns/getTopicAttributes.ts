import { text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { requireTopic, shownAttributes, topicAccess } from './topics';

export const getTopicAttributes = queryOperation({
  name: 'GetTopicAttributes',
  write: false,
  input: { TopicArn: text() },
  access: ({ TopicArn }) => [topicAccess('GetTopicAttributes', TopicArn)],
  run: ({ TopicArn }, { world }) => ({
    Attributes: shownAttributes(world, requireTopic(world, TopicArn)),
  }),
});
