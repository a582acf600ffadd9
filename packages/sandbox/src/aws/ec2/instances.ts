import { createHash } from 'node:crypto';
import type { Node } from '../../kubernetes/objects';
import { nodes } from '../../kubernetes/resources/nodes';
import type { Cluster, NodeGroup } from '../../state/cluster';
import type { XmlObject } from '../protocol/xml';

const NODE_GROUP = 'eks.amazonaws.com/nodegroup';
/** The hop limit that EKS gives a managed node group without a launch template ("Restrict access to the instance profile", EKS Best Practices). */
const DEFAULT_HOP_LIMIT = 2;

/** The EC2 instance behind a node of a managed node group. */
export interface Instance {
  id: string;
  zone: string;
  node: Node;
  group: NodeGroup;
  cluster: Cluster;
}

/** The instances of a cluster: one for each node of a node group. Nodes of Fargate are none. */
export function instancesOf(cluster: Cluster): Instance[] {
  return cluster.store.list(nodes).flatMap(node => {
    const group = cluster.nodeGroups.find(
      ({ name }) => name === node.metadata.labels?.[NODE_GROUP],
    );
    const [, zone, id] =
      /^aws:\/\/\/([^/]+)\/(i-\w+)$/.exec(node.spec?.providerID ?? '') ?? [];
    return group && id ? [{ id, zone, node, group, cluster }] : [];
  });
}

/** The tags that EKS gives to the instances of a managed node group. */
export function tagsOf({ cluster, group }: Instance): Record<string, string> {
  return {
    'aws:eks:cluster-name': cluster.name,
    'eks:cluster-name': cluster.name,
    'eks:nodegroup-name': group.name,
    [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
    Name: `${cluster.name}-${group.name}`,
  };
}

/** As `DescribeInstances` shows it. */
export function instanceXml(instance: Instance): XmlObject {
  const { id, zone, node, group, cluster } = instance;
  const address = node.status?.addresses?.[0]?.address ?? '';
  const profile = `eks-${stableId(`${cluster.arn}/${group.name}`, 32)}`;
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
      arn: `arn:${cluster.arn.split(':')[1]}:iam::${
        cluster.accountId
      }:instance-profile/${profile}`,
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

function stableId(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
