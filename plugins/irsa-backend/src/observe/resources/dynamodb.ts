import { formatArn, partitionOf } from '@backstage-irsa/core/arn';
import { keyIn, policyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads tables. Source: "GetResourcePolicy" and "SSEDescription", Amazon DynamoDB API Reference. */
export const dynamodb: ResourceReader = {
  policy: (aws, { accountId, region }, table) =>
    policyIn('dynamodb:GetResourcePolicy', async () =>
      Reflect.get(
        await aws.json('dynamodb', { accountId, region }, 'GetResourcePolicy', {
          ResourceArn: formatArn({
            ...{ partition: partitionOf(region).id, service: 'dynamodb' },
            ...{ accountId, region, resource: `table/${table}` },
          }),
        }),
        'Policy',
      ),
    ),
  key: (aws, home, table) =>
    keyIn(
      'dynamodb:DescribeTable',
      async () => {
        const answer = await aws.json('dynamodb', home, 'DescribeTable', {
          TableName: table,
        });
        const { SSEDescription: encryption } = Object(
          Reflect.get(answer, 'Table'),
        );
        return Object(encryption).KMSMasterKeyArn;
      },
      // DynamoDB also returns the ARN of a key that AWS manages.
      { mayBeManaged: true },
    ),
};
