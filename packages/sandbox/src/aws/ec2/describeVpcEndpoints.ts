import type { VpcEndpoint } from '../../state/cluster';
import { AwsError } from '../protocol/error';
import { flatList, integer, optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import type { XmlObject } from '../protocol/xml';
import { queryOperation } from '../query/operation';
import { filters, matcher } from './filters';
import { ownVpcs } from './vpcs';

/** The maximum page size. EC2 silently reduces larger values. */
const MOST = 1000;

interface Placed extends VpcEndpoint {
  vpcId: string;
}

/** The values that each filter compares, by filter name. */
const VALUES: Record<string, (endpoint: Placed) => string[]> = {
  'service-name': ({ serviceName }) => [serviceName],
  'vpc-endpoint-id': ({ id }) => [id],
  'vpc-endpoint-state': ({ state }) => [state],
  'vpc-endpoint-type': ({ type }) => [type],
  'vpc-id': ({ vpcId }) => [vpcId],
};

/** Lists the VPC endpoints of the caller's account. If another account shares a VPC, only that account sees the endpoints. */
export const describeVpcEndpoints = queryOperation({
  name: 'DescribeVpcEndpoints',
  write: false,
  input: {
    Filter: filters,
    VpcEndpointId: flatList(text()),
    MaxResults: optional(integer({})),
    NextToken: optional(text()),
  },
  access: () => [{ action: 'ec2:DescribeVpcEndpoints', resource: '*' }],
  run: ({ Filter, VpcEndpointId: ids, MaxResults, NextToken }, context) => {
    const matchers = Filter.map(filter =>
      matcher<Placed>(filter, name => VALUES[name]),
    );
    const all = ownVpcs(context).flatMap(vpc =>
      vpc.endpoints.map(endpoint => ({ ...endpoint, vpcId: vpc.id })),
    );
    const missing = ids.filter(id => !all.some(known => known.id === id));
    if (missing.length > 0) {
      throw new AwsError(
        'InvalidVpcEndpointId.NotFound',
        400,
        `The Vpc Endpoint Id '${missing.join(', ')}' does not exist`,
      );
    }
    const shown = page(
      all.filter(
        endpoint =>
          (ids.length === 0 || ids.includes(endpoint.id)) &&
          matchers.every(matches => matches(endpoint)),
      ),
      {
        key: ({ id }) => id,
        marker: NextToken,
        limit: Math.min(MaxResults ?? MOST, MOST),
      },
    );
    return {
      vpcEndpointSet: shown.items.map(endpoint =>
        endpointXml(endpoint, context.caller.account.id),
      ),
      nextToken: shown.marker,
    };
  },
});

function endpointXml(endpoint: Placed, ownerId: string): XmlObject {
  const { id, type, vpcId, serviceName, state, policy } = endpoint;
  return {
    vpcEndpointId: id,
    vpcEndpointType: type,
    vpcId,
    serviceName,
    state,
    policyDocument: policy,
    routeTableIdSet: endpoint.routeTableIds ?? [],
    subnetIdSet: [],
    groupSet: [],
    ipAddressType: 'ipv4',
    ...(type === 'Interface' && {
      dnsOptions: {
        dnsRecordIpType: 'ipv4',
        privateDnsOnlyForInboundResolverEndpoint:
          endpoint.onlyForInboundResolver ?? false,
      },
    }),
    privateDnsEnabled: endpoint.privateDns ?? false,
    requesterManaged: false,
    networkInterfaceIdSet: [],
    dnsEntrySet: [],
    creationTimestamp: endpoint.createdAt.toISOString(),
    ownerId,
  };
}
