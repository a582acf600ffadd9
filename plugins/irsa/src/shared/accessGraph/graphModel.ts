import type {
  AccessGraph,
  AccessGraphEdge,
  AccessGraphNode,
} from '@backstage-irsa/core/model';

/** The kinds of nodes in the order of the list. */
export const KINDS: readonly AccessGraphNode['kind'][] = [
  'subject',
  'binding',
  'workload',
  'service-account',
  'role',
  'assumed-role',
  'service',
];

/** The columns of the picture with their kinds of nodes. Every edge leads to a later column. */
const COLUMNS = [
  ['subject'],
  ['binding', 'workload'],
  ['service-account'],
  ['role'],
  ['assumed-role'],
  ['service'],
] as const satisfies readonly AccessGraphNode['kind'][][];

/** Returns the columns of a picture of these nodes. Without roles that other roles assume, there is no column for them. */
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

/** The number of people (groups included), workloads, pods, and AWS services that have a path. */
export interface Reach {
  people: number;
  workloads: number;
  pods: number;
  services: number;
}

/** Counts the nodes that have a path. */
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
  // The loop also visits the IDs that are added during the iteration.
  for (const at of seen) {
    for (const edge of edges) {
      const [from, to] = next(edge);
      if (from === at) seen.add(to);
    }
  }
  return seen;
}

/** Returns the nodes and edges on the paths through one node, including that node. */
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

/** Checks whether two edges join the same nodes. */
export function isSameEdge(
  edge: Pick<AccessGraphEdge, 'from' | 'to'>,
  other?: Pick<AccessGraphEdge, 'from' | 'to'>,
): boolean {
  return edge.from === other?.from && edge.to === other?.to;
}
