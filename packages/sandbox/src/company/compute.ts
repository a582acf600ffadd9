import { installAddon, POD_IDENTITY_AGENT } from '../aws/eks/addons';
import { addFargateProfile } from '../aws/eks/fargateProfiles';
import type { Account, Cluster, World } from '../state/world';
import { addRole, policyText } from './iam';
import { addNodeGroup } from './nodes';

function find(world: World, name: string): [Account, Cluster] {
  const cluster = world.clusters.get(name);
  const account = cluster && world.accounts.get(cluster.accountId);
  if (!cluster || !account) {
    throw new Error(`there is no cluster ${name}`);
  }
  return [account, cluster];
}

/**
 * Gives a cluster two Windows nodes: pods that select `kubernetes.io/os: windows` run there, and no Pod Identity agent does.
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
 * Runs the new pods of a namespace on Fargate, those with the given labels when there are some. A profile of that name is replaced.
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
 * Takes the Pod Identity agent's add-on from a cluster, or puts it back.
 *
 * @public
 */
export function setPodIdentityAgent(
  world: World,
  clusterName: string,
  installed: boolean,
): void {
  const [, cluster] = find(world, clusterName);
  if (installed) {
    installAddon(cluster, POD_IDENTITY_AGENT, world.now());
  } else {
    cluster.addons.delete(POD_IDENTITY_AGENT);
  }
}

/**
 * Puts a cluster into EKS Auto Mode: its nodes have the agent built in, so that there is no add-on of it.
 *
 * @public
 */
export function enableAutoMode(world: World, clusterName: string): void {
  const [, cluster] = find(world, clusterName);
  const [{ nodeRoleArn }] = cluster.nodeGroups;
  cluster.autoMode = { nodeRoleArn };
  setPodIdentityAgent(world, clusterName, false);
}
