import { textOf } from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { keyIn, policyIn } from './attribute';
import type { Home, ResourceReader } from './types';

const RIGHT = 'sqs:GetQueueAttributes';

/** Source: "GetQueueAttributes", Amazon SQS API Reference. */
async function attribute(
  aws: AwsClients,
  home: Home,
  name: string,
  attributeName: 'Policy' | 'KmsMasterKeyId',
): Promise<unknown> {
  const queue = await aws.json('sqs', home, 'GetQueueUrl', {
    QueueName: name,
    QueueOwnerAWSAccountId: home.accountId,
  });
  const answer = await aws.json('sqs', home, 'GetQueueAttributes', {
    QueueUrl: textOf(Reflect.get(queue, 'QueueUrl')),
    AttributeNames: [attributeName],
  });
  return Object(Reflect.get(answer, 'Attributes'))[attributeName];
}

/** Queues. */
export const sqs: ResourceReader = {
  policy: (aws, home, queue) =>
    policyIn(RIGHT, () => attribute(aws, home, queue, 'Policy')),
  key: (aws, home, queue) =>
    keyIn(RIGHT, () => attribute(aws, home, queue, 'KmsMasterKeyId')),
};
