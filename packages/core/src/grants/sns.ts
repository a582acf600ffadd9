import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to publish to or subscribe to one SNS topic. */
export const sns: GrantDefinition = {
  service: 'sns',
  title: 'SNS',
  resourceLabel: 'topic',
  // Source: "CreateTopic", Amazon SNS API Reference.
  checkResource: namedBy(/^(?=.{1,256}$)[A-Za-z0-9_-]+(\.fifo)?$/, {
    rule: 'topic-name',
    noun: 'Topic',
    says: 'at most 256 letters, digits, hyphens and underscores, with ".fifo" at the end of a FIFO topic',
  }),
  access: {
    publish: {
      description: 'publish messages to the topic',
      statements: (topic, context) => [
        allow(
          ['sns:Publish', 'sns:GetTopicAttributes'],
          arnOf('sns', context, topic),
        ),
      ],
    },
    subscribe: {
      description: 'subscribe to the topic',
      statements: (topic, context) => [
        allow(
          ['sns:Subscribe', 'sns:GetTopicAttributes'],
          arnOf('sns', context, topic),
        ),
      ],
    },
  },
};
