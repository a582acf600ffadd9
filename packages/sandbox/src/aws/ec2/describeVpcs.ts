import { visibleClusters } from '../eks/clusters';
import { AwsError } from '../protocol/error';
import { flatList, integer, optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import type { Vpc } from '../../state/cluster';
import { filters, matcher } from './filters';
import { ownVpcs } from './vpcs';

/** The values that each filter compares, by filter name. */
const VALUES: Record<string, (vpc: Vpc) => string[]> = {
  'owner-id': ({ ownerId }) => [ownerId],
  'vpc-id': ({ id }) => [id],
};

/** Lists the VPCs of the caller's account, and the VPCs that other accounts share with it. */
export const describeVpcs = queryOperation({
  name: 'DescribeVpcs',
  write: false,
  input: {
    Filter: filters,
    VpcId: flatList(text()),
    MaxResults: optional(integer({})),
    NextToken: optional(text()),
  },
  access: () => [{ action: 'ec2:DescribeVpcs', resource: '*' }],
  run: ({ Filter, VpcId: ids, MaxResults = 1000, NextToken }, context) => {
    const matchers = Filter.map(filter =>
      matcher<Vpc>(filter, name => VALUES[name]),
    );
    const vpcs = new Set([
      ...ownVpcs(context),
      ...visibleClusters(context).map(({ vpc }) => vpc),
    ]);
    const missing = ids.filter(id => ![...vpcs].some(vpc => vpc.id === id));
    if (missing.length > 0) {
      throw new AwsError(
        'InvalidVpcID.NotFound',
        400,
        `The vpc ID '${missing.join(', ')}' does not exist`,
      );
    }
    const shown = page(
      [...vpcs].filter(
        vpc =>
          (ids.length === 0 || ids.includes(vpc.id)) &&
          matchers.every(matches => matches(vpc)),
      ),
      { key: ({ id }) => id, marker: NextToken, limit: MaxResults },
    );
    return {
      vpcSet: shown.items.map(({ id, ownerId }) => ({
        vpcId: id,
        ownerId,
        state: 'available',
        cidrBlock: '10.0.0.0/16',
        instanceTenancy: 'default',
        isDefault: false,
      })),
      nextToken: shown.marker,
    };
  },
});
