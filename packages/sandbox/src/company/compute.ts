import { installAddon, removeAddon } from '../aws/eks/addons';
import { addFargateProfile } from '../aws/eks/fargateProfiles';
import { KubeApi } from '../kubernetes/api';
import {
  installAgent,
  POD_IDENTITY_AGENT,
  removeAgent,
  restartAgent,
} from '../kubernetes/podIdentityAgent';
import type { Account } from '../state/account';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { addRole, policyText } from './iam';
import { addNodeGroup, addSelfManagedGroup } from './nodes';

function find(world: World, name: string): [Account, Cluster] {
  const cluster = world.clusters.get(name);
  const account = cluster && world.accounts.get(cluster.accountId);
  if (!cluster || !account) {
    throw new Error(`unknown cluster ${name}`);
  }
  return [account, cluster];
}

/**
 * Adds 2 Windows nodes to a cluster: pods that select `kubernetes.io/os: windows` run there, but no Pod Identity agent does.
 *
 * @public
 */
export function addWindowsNodes(world: World, clusterName: string): void {
  const [account, cluster] = find(world, clusterName);
  addNodeGroup(account, cluster, {
    name: 'windows',
    roleName: `${clusterName}-windows-node`,
    instanceType: 'm6i.large',
    size: 2,
    createdAt: world.now(),
    os: 'windows',
  });
}

/**
 * Adds 2 nodes outside managed node groups, whose role `<cluster>-own-node` no access entry names.
 *
 * @public
 */
export function addSelfManagedNodes(
  world: World,
  clusterName: string,
  { morePolicies }: { morePolicies?: string[] } = {},
): void {
  const [account, cluster] = find(world, clusterName);
  addSelfManagedGroup(account, cluster, {
    name: 'own',
    roleName: `${clusterName}-own-node`,
    instanceType: 'm6i.large',
    size: 2,
    createdAt: world.now(),
    ...(morePolicies && { morePolicies }),
  });
}

/**
 * Runs the new pods of a namespace on Fargate: those with the given labels, or all if there are none. Replaces a profile of the same name.
 *
 * @public
 */
export function runOnFargate(
  world: World,
  clusterName: string,
  {
    namespace,
    labels = {},
  }: { namespace: string; labels?: Record<string, string> },
): void {
  const [account, cluster] = find(world, clusterName);
  const roleName = `${clusterName}-fargate`;
  const role =
    account.roles.get(roleName) ??
    addRole(account, {
      name: roleName,
      createdAt: world.now(),
      trustPolicy: policyText({
        Effect: 'Allow',
        Principal: { Service: 'eks-fargate-pods.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
  addFargateProfile(
    cluster,
    {
      name: namespace,
      podExecutionRoleArn: role.arn,
      selectors: [{ namespace, labels }],
    },
    world.now(),
  );
}

/**
 * How the Pod Identity agent is installed in a cluster: as add-on, with Helm, with Helm for hybrid nodes, as an add-on without pods, or not at all.
 *
 * @public
 */
export type AgentSource =
  | 'add-on'
  | 'helm'
  | 'helm-hybrid'
  | 'add-on-without-pods'
  | 'none';

/**
 * Installs the Pod Identity agent in a cluster, or removes it.
 *
 * @public
 */
export function setPodIdentityAgent(
  world: World,
  clusterName: string,
  source: AgentSource,
): void {
  const [, cluster] = find(world, clusterName);
  const api = new KubeApi(cluster, () => world.now());
  removeAddon(cluster, POD_IDENTITY_AGENT, world.now());
  if (source === 'helm' || source === 'helm-hybrid') {
    installAgent(api, {
      release: 'identity',
      version: '0.1.37',
      ...(source === 'helm-hybrid' && { suffix: '-hybrid' }),
    });
  } else if (source !== 'none') {
    installAddon(cluster, POD_IDENTITY_AGENT, world.now());
  }
  if (source === 'add-on-without-pods') {
    removeAgent(api);
  }
}

/**
 * Disables IPv6 on the Linux nodes of a cluster. The Pod Identity agent then does not start there, unless it is configured without IPv6.
 *
 * @public
 */
export function disableIpv6(world: World, clusterName: string): void {
  const [, cluster] = find(world, clusterName);
  for (const group of cluster.nodeGroups) {
    group.withoutIpv6 = true;
  }
  restartAgent(new KubeApi(cluster, () => world.now()));
}

/**
 * Switches a cluster to EKS Auto Mode: its nodes have the agent built in, so it has no add-on for it.
 *
 * @public
 */
export function enableAutoMode(world: World, clusterName: string): void {
  const [, cluster] = find(world, clusterName);
  const [{ nodeRoleArn }] = cluster.nodeGroups;
  cluster.autoMode = { nodeRoleArn };
  setPodIdentityAgent(world, clusterName, 'none');
}
