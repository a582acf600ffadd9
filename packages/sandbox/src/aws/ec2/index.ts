import type { QueryService } from '../query/service';
import { describeInstances } from './describeInstances';
import { describeVpcEndpoints } from './describeVpcEndpoints';
import { describeVpcs } from './describeVpcs';
import { ec2Words } from './words';

/** EC2, API version 2016-11-15: only the operations on the nodes and network of clusters. */
export const ec2: QueryService = {
  name: 'ec2',
  version: '2016-11-15',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  words: ec2Words,
  operations: [describeInstances, describeVpcEndpoints, describeVpcs],
};
