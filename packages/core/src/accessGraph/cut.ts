import type { AccessGraphEdge } from '../model/types';
import { countPaths } from './paths';
import type { Graph, GraphEdge, GraphNode } from './types';

/** By how many paths each node is reached from one, which is among them. */
type Reached = Map<string, number>;

/** Answers for every node, each computed once: by the nodes that its edges lead to. */
function createReached({ nodes, edges }: Graph): (id: string) => Reached {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const after = Map.groupBy(edges, ({ from }) => from);
  const known = new Map<string, Reached>();
  const reachedFrom = (id: string): Reached => {
    const before = known.get(id);
    if (before) return before;
    const { members } = byId.get(id)!;
    const reached: Reached = new Map([[id, members]]);
    for (const { to } of after.get(id) ?? []) {
      for (const [target, paths] of reachedFrom(to)) {
        reached.set(target, (reached.get(target) ?? 0) + members * paths);
      }
    }
    known.set(id, reached);
    return reached;
  };
  return reachedFrom;
}

const isWorkload = ({ kind }: GraphNode) => kind === 'workload';

/** How many pods lose access to some service when an edge is removed, for each edge that is the only way of any. */
function lostPods(graph: Graph): Map<GraphEdge, number> {
  const reachedFrom = createReached(graph);
  const services = new Set(
    graph.nodes.filter(({ kind }) => kind === 'service').map(({ id }) => id),
  );
  const after = Map.groupBy(graph.edges, ({ from }) => from);
  const lost = new Map<GraphEdge, number>();
  const loses = (from: Reached, { from: start, to }: GraphEdge) =>
    [...reachedFrom(to)].some(
      ([target, paths]) =>
        services.has(target) && from.get(target) === from.get(start)! * paths,
    );
  for (const { id, pods = 0 } of graph.nodes.filter(isWorkload)) {
    const reached = reachedFrom(id);
    for (const edge of [...reached.keys()].flatMap(at => after.get(at) ?? [])) {
      if (loses(reached, edge)) lost.set(edge, (lost.get(edge) ?? 0) + pods);
    }
  }
  return lost;
}

/** Every edge with the paths that its removal cuts and the pods that lose access to some service with it. */
export function weighEdges(graph: Graph): AccessGraphEdge[] {
  const { over } = countPaths(graph);
  const lost = lostPods(graph);
  return graph.edges.map(edge => ({
    ...edge,
    paths: over(edge),
    pods: lost.get(edge) ?? 0,
  }));
}

/** The edge that cuts most paths for each pod that loses access, one added to the pods; of equals the one with fewer pods, then the first. */
export function findBestCut(
  edges: AccessGraphEdge[],
): AccessGraphEdge | undefined {
  const gain = ({ paths, pods }: AccessGraphEdge) => paths / (1 + pods);
  return edges
    .filter(({ paths }) => paths > 0)
    .reduce<AccessGraphEdge | undefined>((best, edge) => {
      if (!best || gain(edge) > gain(best)) return edge;
      return gain(edge) === gain(best) && edge.pods < best.pods ? edge : best;
    }, undefined);
}
