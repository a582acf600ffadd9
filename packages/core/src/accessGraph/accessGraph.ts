import type { AccessGraph } from '../model/types';
import { buildGraph } from './build';
import { findBestCut, weighEdges } from './cut';
import { groupTwins } from './group';
import { countPaths } from './paths';
import type { AccessGraphInput } from './types';

/** The maximum number of nodes in a readable graph. */
const MOST_NODES = 300;

/**
 * Builds the graph of who can access what through some ServiceAccounts and roles. It starts with people and groups (through Kubernetes RBAC, EKS
 * access policies, and trust policies) and workloads (through their ServiceAccounts and nodes), and leads to the roles, the roles that these can
 * assume, and the services that all of them can use. The best cut is chosen among single edges before nodes are grouped, and its end nodes stay
 * ungrouped. Role chains are followed for 1 step.
 */
export function accessGraph(
  input: AccessGraphInput,
): Omit<AccessGraph, 'limitations'> {
  const graph = buildGraph(input);
  const bestCut = findBestCut(weighEdges(graph));
  const shown = groupTwins(graph, {
    keep: new Set(bestCut && [bestCut.from, bestCut.to]),
    most: MOST_NODES,
  });
  const { total, through } = countPaths(shown);
  return {
    nodes: shown.nodes.map(node => ({ ...node, paths: through(node) })),
    edges: weighEdges(shown),
    paths: total,
    ...(bestCut && { bestCut }),
  };
}
