import {
  found,
  valueOf,
  type ClusterFacts,
  type NodeGroupFacts,
  type Observation,
} from '@backstage-irsa/core/model';
import { reachOf } from '@backstage-irsa/core/nodeRoles';

/** The facts about the nodes that a workload runs on. */
export interface Nodes {
  reach: ReturnType<typeof reachOf>['reach'];
  roleArns: string[];
}

/**
 * Returns the facts about the nodes with some names. `labels` contains the node group of each node. If the nodes or their node groups are unknown,
 * the workload can run on any node.
 */
export function nodesOf(
  names: string[],
  {
    nodeGroups,
    unnamedNodes,
  }: Pick<ClusterFacts, 'nodeGroups' | 'unnamedNodes'>,
  labels: Observation<Map<string, string>>,
): Nodes {
  const groups = valueOf(nodeGroups);
  if (!groups) return { reach: reachOf(nodeGroups).reach, roleArns: [] };
  const known = valueOf(labels);
  const own = names.map(name => groupsOf(known?.get(name), groups));
  if (own.length === 0 || own.includes(undefined)) {
    const { reach } = reachOf(found(groups));
    const isSame = reach === 'host-network-only' && unnamedNodes === undefined;
    return { reach: isSame ? reach : 'unknown', roleArns: rolesOf(groups) };
  }
  const ofAll = own.flatMap(some => some ?? []);
  const { reach } = reachOf(found(ofAll));
  const isWhole = own.every(some => some && some.length > 0);
  return {
    reach: isWhole || reach === 'all-pods' ? reach : 'unknown',
    roleArns: rolesOf(ofAll),
  };
}

/** Returns the node groups that a node can belong to, by its label; undefined if the label is unknown. */
function groupsOf(
  label: string | undefined,
  groups: NodeGroupFacts[],
): NodeGroupFacts[] | undefined {
  switch (label) {
    case undefined:
      return undefined;
    case 'fargate':
      return [
        {
          name: 'fargate',
          kind: 'fargate',
          nodeRoleArn: '',
          hopLimit: { state: 'absent' },
        },
      ];
    case 'auto':
      return groups.filter(({ kind }) => kind === 'auto-mode');
    case '':
      return groups.filter(({ kind }) => kind === 'self-managed');
    default:
      return groups.filter(({ name }) => name === label);
  }
}

function rolesOf(groups: NodeGroupFacts[]): string[] {
  const arns = groups.map(({ nodeRoleArn }) => nodeRoleArn);
  return [...new Set(arns)].filter(arn => arn !== '');
}
