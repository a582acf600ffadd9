import type { ServiceAccountClaims } from '../../kubernetes/access/tokens';
import { isFargate, isWindows } from '../../kubernetes/controllers/placement';
import { answersOn } from '../../kubernetes/podIdentityAgent';
import { nodes } from '../../kubernetes/resources/nodes';
import { pods } from '../../kubernetes/resources/pods';
import type { Cluster } from '../../state/cluster';
import type { World } from '../../state/world';
import { findRole, type SessionCaller } from '../access/caller';

/** The node whose agent a pod asks. */
interface AgentNode {
  name: string;
  /** Undefined for a node that belongs to no node group, which Auto Mode made. */
  group?: string;
}

/** The node of a pod; or why no agent answers there, which on AWS is a connection that nobody takes. */
export function agentNode(
  cluster: Cluster,
  { namespace, pod }: ServiceAccountClaims,
): AgentNode | { missing: string } {
  const running = pod && cluster.store.get(pods, namespace, pod.name);
  const node = cluster.store
    .all(nodes)
    .find(({ metadata }) => metadata.name === running?.spec.nodeName);
  if (!node) {
    return { missing: 'The pod runs on no node, so that no agent hears it' };
  }
  const { name, labels = {} } = node.metadata;
  if (isFargate(node) || isWindows(node) || !hasAgent(cluster, name)) {
    return { missing: `No Pod Identity agent runs on ${name}` };
  }
  return { name, group: labels['eks.amazonaws.com/nodegroup'] };
}

/** Nodes of Auto Mode have the agent built in. */
function hasAgent(cluster: Cluster, nodeName: string): boolean {
  return Boolean(cluster.autoMode) || answersOn(cluster, nodeName);
}

/** The node as a caller of AWS: a session of the role of its node group, or of the one of Auto Mode. */
export function nodeCaller(
  world: World,
  { autoMode, nodeGroups }: Cluster,
  { name, group }: AgentNode,
): SessionCaller | undefined {
  const roleArn =
    nodeGroups.find(candidate => candidate.name === group)?.nodeRoleArn ??
    autoMode?.nodeRoleArn;
  const found = findRole(world, roleArn ?? '');
  if (!found) {
    return undefined;
  }
  const { account, role } = found;
  const arn = `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${name}`;
  const userId = `${role.id}:${name}`;
  return {
    kind: 'session',
    arn,
    userId,
    account,
    role,
    session: {
      arn,
      userId,
      roleArn: role.arn,
      accessKeyId: '',
      secretAccessKey: '',
      sessionToken: '',
      issuedAt: world.now(),
      expiresAt: world.now(),
      sessionPolicies: [],
      tags: [],
    },
  };
}
