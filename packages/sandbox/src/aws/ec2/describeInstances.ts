import { arnBeside } from '@backstage-irsa/core/arn';
import type { OperationContext } from '../operation';
import {
  MANAGED_LABEL,
  profileName,
  SELF_MANAGED_LABEL,
} from '../../company/nodes';
import { visibleClusters } from '../eks/clusters';
import { AwsError } from '../protocol/error';
import { flatList, integer, optional, text } from '../protocol/fields';
import { page } from '../protocol/page';
import { queryOperation } from '../query/operation';
import { filters, invalidValue, matcher } from './filters';
import { createHash } from 'node:crypto';
import type { Node } from '../../kubernetes/objects';
import { nodes } from '../../kubernetes/resources/nodes';
import type { Cluster, NodeGroup } from '../../state/cluster';
import type { XmlObject } from '../protocol/xml';

/** The hop limit that EKS sets for a managed node group without a launch template ("Restrict access to the instance profile", EKS Best Practices). */
const DEFAULT_HOP_LIMIT = 2;

/** The EC2 instance behind a node of a managed node group, or a self-managed node. */
interface Instance {
  id: string;
  zone: string;
  node: Node;
  group: NodeGroup;
  isManaged: boolean;
  cluster: Cluster;
}

/** Returns the instances of a cluster: one for each node, except Fargate nodes. */
function instancesOf(cluster: Cluster): Instance[] {
  return cluster.store.list(nodes).flatMap(node => {
    const { labels = {} } = node.metadata;
    const managed = cluster.nodeGroups.find(
      ({ name }) => name === labels[MANAGED_LABEL],
    );
    const group =
      managed ??
      cluster.selfManagedNodes?.find(
        ({ name }) => name === labels[SELF_MANAGED_LABEL],
      );
    const isManaged = managed !== undefined;
    const [, zone, id] =
      /^aws:\/\/\/([^/]+)\/(i-\w+)$/.exec(node.spec?.providerID ?? '') ?? [];
    return group && id ? [{ id, zone, node, group, isManaged, cluster }] : [];
  });
}

/** Returns the tags that EKS sets on the instances of a managed node group, and those that self-managed nodes need. */
function tagsOf({
  cluster,
  group,
  isManaged,
}: Instance): Record<string, string> {
  return {
    ...(isManaged && {
      'aws:eks:cluster-name': cluster.name,
      'eks:cluster-name': cluster.name,
      'eks:nodegroup-name': group.name,
    }),
    [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
    Name: `${cluster.name}-${group.name}`,
  };
}

/** Returns an instance as `DescribeInstances` shows it. */
function instanceXml(instance: Instance): XmlObject {
  const { id, zone, node, group, isManaged, cluster } = instance;
  const address = node.status?.addresses?.[0]?.address ?? '';
  const profile = isManaged
    ? `eks-${stableId(`${cluster.arn}/${group.name}`, 32)}`
    : profileName(cluster, group);
  return {
    instanceId: id,
    imageId: `ami-0${stableId(cluster.version, 16)}`,
    instanceState: { code: 16, name: 'running' },
    privateDnsName: node.metadata.name,
    privateIpAddress: address,
    instanceType: group.instanceTypes[0],
    launchTime: node.metadata.creationTimestamp,
    placement: { availabilityZone: zone, tenancy: 'default' },
    platform: group.os === 'windows' ? 'windows' : undefined,
    architecture: 'x86_64',
    iamInstanceProfile: {
      arn: arnBeside(cluster.arn, {
        service: 'iam',
        region: '',
        resource: `instance-profile/${profile}`,
      }),
      id: `AIPA${stableId(profile, 17).toUpperCase()}`,
    },
    metadataOptions: {
      state: 'applied',
      httpTokens: group.optionalTokens ? 'optional' : 'required',
      httpPutResponseHopLimit: group.hopLimit ?? DEFAULT_HOP_LIMIT,
      httpEndpoint: 'enabled',
    },
    tagSet: Object.entries(tagsOf(instance)).map(([key, value]) => ({
      key,
      value,
    })),
  };
}

function stableId(name: string, length: number): string {
  return createHash('sha256').update(name).digest('hex').slice(0, length);
}

/** Lists the instances of the node groups in the caller's account, each in its own reservation. */
export const describeInstances = queryOperation({
  name: 'DescribeInstances',
  write: false,
  input: {
    Filter: filters,
    InstanceId: flatList(text()),
    MaxResults: optional(integer({})),
    NextToken: optional(text()),
  },
  access: () => [{ action: 'ec2:DescribeInstances', resource: '*' }],
  run: (input, context) => {
    const limit = readLimit(input.MaxResults, input.InstanceId);
    const instances = named(input.InstanceId, context);
    const matchers = input.Filter.map(filter => matcher(filter, valuesOf));
    const shown = page(
      instances.filter(instance =>
        matchers.every(matches => matches(instance)),
      ),
      { key: ({ id }) => id, marker: input.NextToken, limit },
    );
    return {
      reservationSet: shown.items.map(instance => ({
        reservationId: instance.id.replace('i-', 'r-'),
        ownerId: context.caller.account.id,
        groupSet: [],
        instancesSet: [instanceXml(instance)],
      })),
      nextToken: shown.marker,
    };
  },
});

/** Returns the page size. Throws `InvalidParameterValue` or `InvalidParameterCombination`. */
function readLimit(maxResults: number | undefined, ids: string[]): number {
  if (maxResults === undefined) {
    return 1000;
  }
  if (maxResults < 5 || maxResults > 1000) {
    throw invalidValue(
      `Value ( ${maxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    );
  }
  if (ids.length > 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      400,
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  return maxResults;
}

/** Returns the instances with these IDs, or all instances if there are no IDs. Throws `InvalidInstanceID.NotFound`. */
function named(ids: string[], context: OperationContext): Instance[] {
  const instances = visibleClusters(context).flatMap(instancesOf);
  const missing = ids.filter(id => !instances.some(known => known.id === id));
  if (missing.length > 0) {
    throw new AwsError(
      'InvalidInstanceID.NotFound',
      400,
      `The instance IDs '${missing.join(', ')}' do not exist`,
    );
  }
  return instances.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

/** The values that each filter compares, by filter name. An instance matches if one of them is among the filter's values. */
const VALUES: Record<string, (instance: Instance) => string[]> = {
  'instance-id': ({ id }) => [id],
  'instance-state-name': () => ['running'],
  'instance-type': ({ group }) => group.instanceTypes.slice(0, 1),
  'private-dns-name': ({ node }) => [node.metadata.name],
  'tag-key': instance => Object.keys(tagsOf(instance)),
};

/** Returns the values that a filter compares. A filter by tag compares the value of the tag. */
function valuesOf(
  name: string,
): ((instance: Instance) => string[]) | undefined {
  const tag = /^tag:(.+)$/.exec(name)?.[1];
  return tag === undefined
    ? VALUES[name]
    : instance =>
        Object.entries(tagsOf(instance)).flatMap(([key, value]) =>
          key === tag ? [value] : [],
        );
}
