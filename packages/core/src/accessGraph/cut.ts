import type { AccessGraphEdge } from '../model/types';
import { countPaths } from './paths';
import type { Graph, GraphEdge, GraphNode } from './types';

/** The number of paths to each node from a start node, including the start node itself. */
type Reached = Map<string, number>;

/** Creates a function that returns the reached nodes of a node. Computes each node once, from the nodes to which its edges lead. */
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

/** Returns how many pods lose access to a service if an edge is removed, for each edge that is the only path of a pod to a service. */
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

/** Adds to every edge how many paths its removal cuts and how many pods lose access to a service. */
export function weighEdges(graph: Graph): AccessGraphEdge[] {
  const { over } = countPaths(graph);
  const lost = lostPods(graph);
  return graph.edges.map(edge => ({
    ...edge,
    paths: over(edge),
    pods: lost.get(edge) ?? 0,
  }));
}

/** Returns the edge that cuts the most paths per pod that loses access (plus 1). Ties go to the edge with fewer pods, then to the first one. */
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
