// Cases are run by the tests of the contract, one test each.
/* eslint-disable jest/no-standalone-expect */
import {
  DescribeInstancesCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
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

export const describeVpcs = operation<S>('ec2:DescribeVpcs', {
  success: {
    'tells who owns each': async s => {
      const { Vpcs = [] } = await s.ec2.send(new DescribeVpcsCommand({}));
      for (const { VpcId, OwnerId } of Vpcs) {
        expect([VpcId, OwnerId]).toEqual([
          expect.stringMatching(/^vpc-/),
          expect.stringMatching(/^\d{12}$/),
        ]);
      }
    },
  },
  'not-found': {
    'there is no such VPC': async s => {
      await refused(
        s.ec2.send(
          new DescribeVpcsCommand({ VpcIds: ['vpc-0123456789abcdef0'] }),
        ),
        'InvalidVpcID.NotFound',
        400,
      );
    },
  },
  paging: {
    'the last page names no other': async s => {
      const { NextToken } = await s.ec2.send(
        new DescribeVpcsCommand({ MaxResults: 1000 }),
      );
      expect(NextToken).toBeUndefined();
    },
  },
  malformed: {
    'a filter that is none': async s => {
      await refused(
        s.ec2.send(
          new DescribeVpcsCommand({
            Filters: [{ Name: 'color', Values: ['red'] }],
          }),
        ),
        'InvalidParameterValue',
        400,
      );
    },
  },
});

export const describeVpcEndpoints = operation<S>('ec2:DescribeVpcEndpoints', {
  success: {
    'a VPC that is not there has none': async s => {
      const { VpcEndpoints } = await s.ec2.send(
        new DescribeVpcEndpointsCommand({
          Filters: [
            { Name: 'vpc-id', Values: ['vpc-0123456789abcdef0'] },
            { Name: 'vpc-endpoint-state', Values: ['available'] },
          ],
        }),
      );
      expect(VpcEndpoints ?? []).toEqual([]);
    },
  },
  'not-found': {
    'there is no such endpoint': async s => {
      await refused(
        s.ec2.send(
          new DescribeVpcEndpointsCommand({
            VpcEndpointIds: ['vpce-0123456789abcdef0'],
          }),
        ),
        'InvalidVpcEndpointId.NotFound',
        400,
      );
    },
  },
  paging: {
    'the last page names no other': async s => {
      const { NextToken } = await s.ec2.send(
        new DescribeVpcEndpointsCommand({ MaxResults: 1000 }),
      );
      expect(NextToken).toBeUndefined();
    },
  },
  malformed: {
    'a filter that is none': async s => {
      await refused(
        s.ec2.send(
          new DescribeVpcEndpointsCommand({
            Filters: [{ Name: 'color', Values: ['red'] }],
          }),
        ),
        'InvalidParameterValue',
        400,
      );
    },
  },
});
