import { formatArn, partitionOf } from '@backstage-irsa/core/arn';
import { absent } from '@backstage-irsa/core/model';
import { keyIn } from './attribute';
import type { ResourceReader } from './types';

/** Reads state machines, which cannot have policies, without their definitions. Source: "DescribeStateMachine", AWS Step Functions API Reference. */
export const states: ResourceReader = {
  policy: async () => absent(),
  key: (aws, home, machine) =>
    keyIn('states:DescribeStateMachine', async () => {
      const { id: partition } = partitionOf(home.region);
      const answer = await aws.json('states', home, 'DescribeStateMachine', {
        stateMachineArn: formatArn({
          ...{ partition, service: 'states', ...home },
          resource: `stateMachine:${machine}`,
        }),
        includedData: 'METADATA_ONLY',
      });
      return Object(Reflect.get(answer, 'encryptionConfiguration')).kmsKeyId;
    }),
};
