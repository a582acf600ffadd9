import { textOf, type Observation } from '@backstage-irsa/core/model';
import type { AwsClients } from '../aws/AwsClients';
import { readAws } from '../read';
import { keyIn, policyIn } from './attribute';
import type { Home, ResourceReader } from './types';

const RIGHT = 'sqs:GetQueueAttributes';

/** Reads an attribute of a queue by its URL. Source: "GetQueueAttributes", Amazon SQS API Reference. */
async function withAttribute<T>(
  aws: AwsClients,
  home: Home,
  { queue, name }: { queue: string; name: 'Policy' | 'KmsMasterKeyId' },
  read: (attribute: () => Promise<unknown>) => Promise<Observation<T>>,
): Promise<Observation<T>> {
  const url = await readAws('sqs:GetQueueUrl', async () => {
    const answer = await aws.json('sqs', home, 'GetQueueUrl', {
      QueueName: queue,
      QueueOwnerAWSAccountId: home.accountId,
    });
    return textOf(Reflect.get(answer, 'QueueUrl'));
  });
  if (url.state !== 'found') return url;
  return read(async () => {
    const answer = await aws.json('sqs', home, 'GetQueueAttributes', {
      ...{ QueueUrl: url.value, AttributeNames: [name] },
    });
    return Object(Reflect.get(answer, 'Attributes'))[name];
  });
}

/** Reads queues. */
export const sqs: ResourceReader = {
  policy: (aws, home, queue) =>
    withAttribute(aws, home, { queue, name: 'Policy' }, read =>
      policyIn(RIGHT, read),
    ),
  key: (aws, home, queue) =>
    withAttribute(aws, home, { queue, name: 'KmsMasterKeyId' }, read =>
      keyIn(RIGHT, read),
    ),
};
