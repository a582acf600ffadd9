import { formatArn, partitionOf } from '@backstage-irsa/core/arn';
import type { AwsClients } from '../aws/AwsClients';
import { keyIn, policyIn } from './attribute';
import type { Home, ResourceReader } from './types';

const RIGHT = 'sns:GetTopicAttributes';

/** Reads an attribute of a topic. Source: "GetTopicAttributes", Amazon SNS API Reference. */
async function attribute(
  aws: AwsClients,
  home: Home,
  name: string,
  attributeName: 'Policy' | 'KmsMasterKeyId',
): Promise<unknown> {
  const { id: partition } = partitionOf(home.region);
  const arn = formatArn({
    ...{ partition, service: 'sns', ...home, resource: name },
  });
  const attributes = await aws.query('sns', home, {
    ...{ Action: 'GetTopicAttributes', Version: '2010-03-31' },
    TopicArn: arn,
  });
  return Reflect.get(attributes, attributeName);
}

/** Reads topics. */
export const sns: ResourceReader = {
  policy: (aws, home, topic) =>
    policyIn(RIGHT, () => attribute(aws, home, topic, 'Policy')),
  key: (aws, home, topic) =>
    keyIn(RIGHT, () => attribute(aws, home, topic, 'KmsMasterKeyId')),
};
