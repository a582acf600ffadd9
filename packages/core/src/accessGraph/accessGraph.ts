import type { AccessGraph } from '../model/types';
import { buildGraph } from './build';
import { findBestCut, weighEdges } from './cut';
import { groupTwins } from './group';
import { countPaths } from './paths';
import type { AccessGraphInput } from './types';

/** A graph of so many nodes can still be read. */
const MOST_NODES = 300;

/**
 * Who reaches what through some ServiceAccounts: people and groups by Kubernetes RBAC and access policies of EKS, and workloads; then the roles, and
 * the services that these may use. The best cut is chosen among single edges, before nodes are grouped, and its ends are in no group. Roles that
 * these roles can assume, and nodes' roles, are not in it.
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
