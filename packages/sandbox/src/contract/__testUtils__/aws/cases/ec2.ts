// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { operation } from '../../aspects';
import type { AwsSession } from '../session';
import { refused } from './helpers';

type S = AwsSession;

export const describeInstances = operation<S>('ec2:DescribeInstances', {
  success: {
    'nothing meets a filter that nothing meets': async s => {
      const { Reservations } = await s.ec2.send(
        new DescribeInstancesCommand({
          Filters: [{ Name: 'tag:of', Values: [s.name()] }],
        }),
      );
      expect(Reservations ?? []).toEqual([]);
    },
  },
  'not-found': {
    'there is no such instance': async s => {
      await refused(
        s.ec2.send(
          new DescribeInstancesCommand({
            InstanceIds: ['i-0123456789abcdef0'],
          }),
        ),
        'InvalidInstanceID.NotFound',
        400,
      );
    },
  },
  paging: {
    'the last page names no other': async s => {
      const { NextToken } = await s.ec2.send(
        new DescribeInstancesCommand({ MaxResults: 1000 }),
      );
      expect(NextToken).toBeUndefined();
    },
  },
  malformed: {
    'a filter that is none': async s => {
      await refused(
        s.ec2.send(
          new DescribeInstancesCommand({
            Filters: [{ Name: 'color', Values: ['red'] }],
          }),
        ),
        'InvalidParameterValue',
        400,
      );
    },
  },
});
