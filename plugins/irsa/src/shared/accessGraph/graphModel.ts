import type {
  AccessGraph,
  AccessGraphEdge,
  AccessGraphNode,
} from '@backstage-irsa/core/model';

/** Kinds of nodes in the order of the list. */
export const KINDS: readonly AccessGraphNode['kind'][] = [
  'subject',
  'binding',
  'workload',
  'service-account',
  'role',
  'assumed-role',
  'service',
];

/** The columns of the picture, each with the kinds in it: every edge leads to a later one. */
const COLUMNS = [
  ['subject'],
  ['binding', 'workload'],
  ['service-account'],
  ['role'],
  ['assumed-role'],
  ['service'],
] as const satisfies readonly AccessGraphNode['kind'][][];

/** The columns of a picture of these nodes. Few graphs have roles that other roles assume, and the others no column for them. */
export function columnsOf(nodes: readonly AccessGraphNode[]) {
  const isChained = nodes.some(({ kind }) => kind === 'assumed-role');
  const shown = COLUMNS.filter(
    ([kind]) => isChained || kind !== 'assumed-role',
  );
  return {
    names: shown.map(([kind]) => kind),
    at: ({ kind }: Pick<AccessGraphNode, 'kind'>) =>
      shown.findIndex(kinds => kinds.some(one => one === kind)),
  };
}

/** How many people, groups, workloads, pods and services have a path. */
export interface Reach {
  people: number;
  workloads: number;
  pods: number;
  services: number;
}

/** Counts what paths begin and end with. */
export function reachOf({ nodes }: Pick<AccessGraph, 'nodes'>): Reach {
  const members = (kind: AccessGraphNode['kind']) =>
    nodes
      .filter(node => node.kind === kind && node.paths > 0)
      .reduce((sum, node) => sum + node.members, 0);
  return {
    people: members('subject'),
    workloads: members('workload'),
    pods: nodes
      .filter(({ paths }) => paths > 0)
      .reduce((sum, { pods = 0 }) => sum + pods, 0),
    services: members('service'),
  };
}

function follow(
  id: string,
  edges: readonly AccessGraphEdge[],
  next: (edge: AccessGraphEdge) => [at: string, to: string],
): Set<string> {
  const seen = new Set([id]);
  // The ids that are added on the way are visited too.
  for (const at of seen) {
    for (const edge of edges) {
      const [from, to] = next(edge);
      if (from === at) seen.add(to);
    }
  }
  return seen;
}

/** What lies on the paths through one node, the node included. */
export function through(
  { nodes, edges }: Pick<AccessGraph, 'nodes' | 'edges'>,
  id: string,
): Pick<AccessGraph, 'nodes' | 'edges'> {
  const on = new Set([
    ...follow(id, edges, ({ from, to }) => [from, to]),
    ...follow(id, edges, ({ from, to }) => [to, from]),
  ]);
  return {
    nodes: nodes.filter(node => on.has(node.id)),
    edges: edges.filter(({ from, to }) => on.has(from) && on.has(to)),
  };
}

/** Whether two edges join the same nodes. */
export function isSameEdge(
  edge: Pick<AccessGraphEdge, 'from' | 'to'>,
  other?: Pick<AccessGraphEdge, 'from' | 'to'>,
): boolean {
  return edge.from === other?.from && edge.to === other?.to;
}
