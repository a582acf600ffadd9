import { randomUUID } from 'node:crypto';
import { text } from '../protocol/fields';
import { AwsError } from '../protocol/error';
import { kmsCode, kmsText, requireKeyUse } from '../kms/keyUse';
import { queryOperation } from '../query/operation';
import { requireTopic, topicAccess } from './topics';

/**
 * Publishes a message to a topic, which has no subscribers. Source for the use of the key: "Managing Amazon SNS encryption keys and costs", Amazon
 * SNS Developer Guide.
 */
export const publish = queryOperation({
  name: 'Publish',
  write: true,
  input: { TopicArn: text(), Message: text({ min: 1 }) },
  access: ({ TopicArn }) => [topicAccess('Publish', TopicArn)],
  run: ({ TopicArn }, context) => {
    const topic = requireTopic(context.world, TopicArn);
    requireKeyUse(
      context,
      {
        service: 'sns',
        resource: topic,
        encryptionContext: { 'aws:sns:topicArn': topic.arn },
        refused: error =>
          new AwsError(kmsCode(error, 'KMS'), 400, kmsText(error)),
      },
      ['kms:GenerateDataKey', 'kms:Decrypt'],
    );
    return { MessageId: randomUUID() };
  },
});
