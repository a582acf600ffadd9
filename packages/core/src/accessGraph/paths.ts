import type { Graph, GraphEdge, GraphNode } from './types';

/** The number of paths of a graph, and how many of them use a node or an edge. */
export interface PathCounts {
  total: number;
  through(node: GraphNode): number;
  over(edge: GraphEdge): number;
}

const isStart = ({ kind }: GraphNode) =>
  kind === 'subject' || kind === 'workload';

/** Counts the paths that lead to each node along the edges, in node order. */
function countInto(
  nodes: GraphNode[],
  edges: GraphEdge[],
  begins: (node: GraphNode) => boolean,
): Map<string, number> {
  const before = Map.groupBy(edges, ({ to }) => to);
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const led = (before.get(node.id) ?? []).reduce(
      (sum, { from }) => sum + counts.get(from)!,
      0,
    );
    counts.set(node.id, node.members * (begins(node) ? 1 : led));
  }
  return counts;
}

/**
 * Counts paths from subjects and workloads to services without listing them: the paths to a node times the paths from it. A group counts as many
 * times as it has members.
 */
export function countPaths({ nodes, edges }: Graph): PathCounts {
  const up = countInto(nodes, edges, isStart);
  const down = countInto(
    nodes.toReversed(),
    edges.map(({ from, to }) => ({ from: to, to: from })),
    ({ kind }) => kind === 'service',
  );
  const through = ({ id, members }: GraphNode) =>
    (up.get(id)! * down.get(id)!) / members;
  return {
    total: nodes.filter(isStart).reduce((sum, one) => sum + through(one), 0),
    through,
    over: ({ from, to }) => up.get(from)! * down.get(to)!,
  };
}
