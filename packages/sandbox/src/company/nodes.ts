import { randomBytes } from 'node:crypto';
import { addAccessEntry } from '../aws/eks/accessEntries';
import { KubeApi } from '../kubernetes/api';
import { nodes } from '../kubernetes/resources/nodes';
import { uniqueId } from '../aws/iam/ids';
import type { Account, IamRole } from '../state/account';
import type { Cluster, NodeGroup } from '../state/cluster';
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

/** The label that EKS sets on the nodes of a managed node group, and a label of self-managed nodes, as eksctl sets it. */
export const MANAGED_LABEL = 'eks.amazonaws.com/nodegroup';
export const SELF_MANAGED_LABEL = 'alpha.eksctl.io/nodegroup-name';

/** Adds a node group: its role, and its nodes in the cluster. */
export function addNodeGroup(
  account: Account,
  cluster: Cluster,
  spec: NodeGroupSpec,
): void {
  const role = addNodeRole(account, spec);
  cluster.nodeGroups.push(groupOf(spec, role));
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
    addNode(cluster, spec, i, MANAGED_LABEL);
  }
}

/**
 * Adds nodes outside managed node groups, with their role and its instance profile. Only the ConfigMap `aws-auth`, which the sandbox does not
 * evaluate, maps the role.
 */
export function addSelfManagedGroup(
  account: Account,
  cluster: Cluster,
  spec: NodeGroupSpec,
): void {
  const role = addNodeRole(account, spec);
  const name = profileName(cluster, spec);
  role.instanceProfiles = [
    {
      arn: `arn:${account.partition}:iam::${account.id}:instance-profile/${name}`,
      ...{ id: uniqueId('AIPA'), name, path: '/', createdAt: spec.createdAt },
    },
  ];
  cluster.selfManagedNodes = [
    ...(cluster.selfManagedNodes ?? []),
    groupOf(spec, role),
  ];
  for (let i = 0; i < spec.size; i++) {
    addNode(cluster, spec, i, SELF_MANAGED_LABEL);
  }
}

/** Returns the name of the instance profile of self-managed nodes. */
export function profileName(
  cluster: Pick<Cluster, 'name'>,
  group: Pick<NodeGroupSpec, 'name'>,
): string {
  return `${cluster.name}-${group.name}`;
}

function addNodeRole(account: Account, spec: NodeGroupSpec): IamRole {
  return addRole(account, {
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
}

function groupOf(spec: NodeGroupSpec, role: IamRole): NodeGroup {
  return {
    name: spec.name,
    nodeRoleArn: role.arn,
    instanceTypes: [spec.instanceType],
    desiredSize: spec.size,
    ...(spec.os && { os: spec.os }),
    ...(spec.hopLimit !== undefined && { hopLimit: spec.hopLimit }),
  };
}

function addNode(
  cluster: Cluster,
  spec: NodeGroupSpec,
  index: number,
  groupLabel: string,
): void {
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
          [groupLabel]: spec.name,
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
