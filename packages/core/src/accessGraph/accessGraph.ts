import type { AccessGraph } from '../model/types';
import { buildGraph } from './build';
import { findBestCut, weighEdges } from './cut';
import { groupTwins } from './group';
import { countPaths } from './paths';
import type { AccessGraphInput } from './types';

/** A graph of so many nodes can still be read. */
const MOST_NODES = 300;

/**
 * Who reaches what through some ServiceAccounts and roles: people and groups by Kubernetes RBAC, access policies of EKS and trust policies, and
 * workloads by their ServiceAccounts and nodes; then the roles, the roles that these assume, and the services that all of them may use. The best cut
 * is chosen among single edges, before nodes are grouped, and its ends are in no group. A chain of roles is followed for one step.
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
