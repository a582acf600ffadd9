import { randomBytes } from 'node:crypto';
import { addAccessEntry } from '../aws/eks/accessEntries';
import { KubeApi } from '../kubernetes/api';
import { nodes } from '../kubernetes/resources/nodes';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import { addRole, policyText } from './iam';

export interface NodeGroupSpec {
  name: string;
  roleName: string;
  instanceType: string;
  size: number;
  createdAt: Date;
  /** The names of AWS managed policies that exceed what a node needs. */
  morePolicies?: string[];
  /** The operating system. Default: Linux. */
  os?: 'linux' | 'windows';
  /** The hop limit of the instance metadata service's responses. Default 2, as without a launch template. */
  hopLimit?: number;
}

/** The policies that a node needs ("Amazon EKS node IAM role", Amazon EKS User Guide), and Session Manager, which is common. */
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonSSMManagedInstanceCore',
];

/** Adds a node group: its role, and its nodes in the cluster. */
export function addNodeGroup(
  account: Account,
  cluster: Cluster,
  spec: NodeGroupSpec,
): void {
  const role = addRole(account, {
    name: spec.roleName,
    createdAt: spec.createdAt,
    trustPolicy: policyText({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
    attachedPolicyArns: [...NODE_POLICIES, ...(spec.morePolicies ?? [])].map(
      name => `arn:${account.partition}:iam::aws:policy/${name}`,
    ),
  });
  cluster.nodeGroups.push({
    name: spec.name,
    nodeRoleArn: role.arn,
    instanceTypes: [spec.instanceType],
    desiredSize: spec.size,
    ...(spec.os && { os: spec.os }),
    ...(spec.hopLimit !== undefined && { hopLimit: spec.hopLimit }),
  });
  addAccessEntry(
    cluster,
    role.arn,
    {
      type: spec.os === 'windows' ? 'EC2_WINDOWS' : 'EC2_LINUX',
      username: 'system:node:{{EC2PrivateDNSName}}',
      groups: ['system:nodes'],
    },
    spec.createdAt,
  );
  for (let i = 0; i < spec.size; i++) {
    addNode(cluster, spec, i);
  }
}

function addNode(cluster: Cluster, spec: NodeGroupSpec, index: number): void {
  const { os = 'linux' } = spec;
  const count = cluster.store.all(nodes).length;
  const zone = `${cluster.region}${'abc'[index % 3]}`;
  const subnet = (index % 3) + 1 + 3 * Math.floor(count / 200);
  const address = `10.0.${subnet}.${20 + (count % 200)}`;
  const api = new KubeApi(cluster, () => spec.createdAt);
  api.create(
    nodes,
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: `ip-${address.replaceAll('.', '-')}.${
          cluster.region
        }.compute.internal`,
        labels: {
          'eks.amazonaws.com/nodegroup': spec.name,
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': os,
          'node.kubernetes.io/instance-type': spec.instanceType,
          'topology.kubernetes.io/region': cluster.region,
          'topology.kubernetes.io/zone': zone,
        },
      },
      spec: {
        providerID: `aws:///${zone}/i-0${randomBytes(8).toString('hex')}`,
      },
      status: {
        addresses: [{ type: 'InternalIP', address }],
        conditions: [{ type: 'Ready', status: 'True' }],
        nodeInfo: {
          kubeletVersion: `v${cluster.version}.3-eks-473151a`,
          osImage:
            os === 'windows'
              ? 'Windows Server 2022 Datacenter'
              : 'Amazon Linux 2023',
          operatingSystem: os,
          architecture: 'amd64',
        },
      },
    },
    { writer: { manager: 'kubelet', operation: 'Update' } },
  );
}
