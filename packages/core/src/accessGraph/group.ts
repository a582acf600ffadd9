import type { AccessLevel } from '../model/types';
import { KINDS, type Graph, type GraphNode } from './types';

/** The number of nodes with the same neighbors that stay ungrouped, tried in this order. */
const ALONE = [7, 3, 1, 0];

/** The maximum number of names that a group lists. */
const MOST_NAMES = 100;

/**
 * Groups nodes of the same kind and neighbors if there are many, and groups more while the graph has more than `most` nodes. No path is lost: a group
 * counts as many times as it has members. Nodes in `keep` stay ungrouped.
 */
export function groupTwins(
  graph: Graph,
  { keep, most }: { keep: Set<string>; most: number },
): Graph {
  let grouped = graph;
  for (const alone of ALONE) {
    grouped = KINDS.reduce(
      (so, kind) => groupKind(so, kind, { keep, alone }),
      graph,
    );
    if (grouped.nodes.length <= most) break;
  }
  return grouped;
}

function groupKind(
  { nodes, edges }: Graph,
  kind: GraphNode['kind'],
  { keep, alone }: { keep: Set<string>; alone: number },
): Graph {
  const neighbors = neighborsOf({ nodes, edges });
  const twins = Map.groupBy(
    nodes.filter(node => node.kind === kind && !keep.has(node.id)),
    ({ id }) => neighbors.get(id)!,
  );
  const groupOf = new Map<string, GraphNode>();
  for (const same of twins.values()) {
    const together = same.slice(alone);
    if (together.length < 2) continue;
    const group = toGroup(together);
    for (const { id } of together) groupOf.set(id, group);
  }
  const place = (id: string) => groupOf.get(id)?.id ?? id;
  return {
    nodes: [...new Set(nodes.map(node => groupOf.get(node.id) ?? node))],
    edges: [
      ...new Map(
        edges.map(({ from, to }) => {
          const edge = { from: place(from), to: place(to) };
          return [JSON.stringify(edge), edge];
        }),
      ).values(),
    ],
  };
}

/** Returns a text for each node that is equal for nodes with the same neighbors. */
function neighborsOf({ nodes, edges }: Graph): Map<string, string> {
  const before = Map.groupBy(edges, ({ to }) => to);
  const after = Map.groupBy(edges, ({ from }) => from);
  return new Map(
    nodes.map(({ id }) => [
      id,
      JSON.stringify([
        (before.get(id) ?? []).map(({ from }) => from).sort(),
        (after.get(id) ?? []).map(({ to }) => to).sort(),
      ]),
    ]),
  );
}

function toGroup(together: GraphNode[]): GraphNode {
  const [first, ...others] = together;
  const { kind, name, place } = first;
  const level: AccessLevel | undefined = first.level;
  const methods = [...new Set(together.flatMap(one => one.methods ?? []))];
  return {
    id: `group ${first.id}`,
    kind,
    name,
    members: together.reduce((sum, { members }) => sum + members, 0),
    others: others.map(one => one.name).slice(0, MOST_NAMES),
    ...(place !== undefined && { place }),
    // Services are sorted by level, highest first.
    ...(level && { level }),
    ...(methods.length > 0 && { methods }),
    ...(kind === 'workload' && {
      pods: together.reduce((sum, { pods = 0 }) => sum + pods, 0),
    }),
  };
}
