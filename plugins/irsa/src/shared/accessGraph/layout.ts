import type { AccessGraph } from '@backstage-irsa/core/model';
import { graphlib, layout } from '@dagrejs/dagre';
import { columnsOf } from './graphModel';
import { SIZE } from './size';

/** The two end nodes that keep every node in its column. The picture does not show them. */
const [START, END] = ['start', 'end'];

/** The positions of the nodes, and the size of the picture, in pixels. */
export interface Layout {
  width: number;
  height: number;
  /** The upper left corner of each node, by node ID. */
  places: Map<string, { x: number; y: number }>;
}

/** Places nodes in the columns of their kinds, ordered to avoid crossings. Uses dagre, like Backstage's own graphs. */
export function layoutOf({
  nodes,
  edges,
}: Pick<AccessGraph, 'nodes' | 'edges'>): Layout {
  const { names, at: columnOf } = columnsOf(nodes);
  const columns = new Map(nodes.map(node => [node.id, columnOf(node)]));
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: SIZE.row, ranksep: SIZE.gap });
  for (const id of [START, END]) graph.setNode(id, { width: 0, height: 0 });
  graph.setEdge(START, END, { minlen: names.length + 1, weight: 1000 });
  const [before, after] = [
    new Set(edges.map(({ to }) => to)),
    new Set(edges.map(({ from }) => from)),
  ];
  for (const [id, column] of columns) {
    graph.setNode(id, { ...SIZE.node });
    if (!before.has(id)) graph.setEdge(START, id, { minlen: column + 1 });
    if (!after.has(id)) {
      graph.setEdge(id, END, { minlen: names.length - column });
    }
  }
  for (const { from, to } of edges) {
    graph.setEdge(from, to, { minlen: columns.get(to)! - columns.get(from)! });
  }
  layout(graph);
  const { width, height } = SIZE.node;
  const tops = nodes.map(({ id }) => graph.node(id).y - height / 2);
  const first = Math.min(...tops);
  const places = nodes.map(
    ({ id }, at) =>
      [
        id,
        {
          x: columns.get(id)! * (width + SIZE.gap),
          y: tops[at] - first + SIZE.head,
        },
      ] as const,
  );
  return {
    width: names.length * (width + SIZE.gap) - SIZE.gap,
    height: Math.max(...tops) - first + height + SIZE.head + SIZE.row,
    places: new Map(places),
  };
}
