import type { AccessGraph } from '@backstage-irsa/core/model';
import { graphlib, layout } from '@dagrejs/dagre';
import { COLUMN } from './graphModel';
import { SIZE } from './size';

const COLUMNS = 5;
/** The two ends that hold every node in its column; the picture does not show them. */
const [START, END] = ['start', 'end'];

/** Where each node stands, and how large the picture is. */
export interface Layout {
  width: number;
  height: number;
  /** The upper left corners, by id. */
  places: Map<string, { x: number; y: number }>;
}

/** Nodes in the columns of their kinds, in an order with few crossings: by dagre, which Backstage's own graphs use too. */
export function layoutOf({
  nodes,
  edges,
}: Pick<AccessGraph, 'nodes' | 'edges'>): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: SIZE.row, ranksep: SIZE.gap });
  for (const id of [START, END]) graph.setNode(id, { width: 0, height: 0 });
  graph.setEdge(START, END, { minlen: COLUMNS + 1, weight: 1000 });
  const [before, after] = [
    new Set(edges.map(({ to }) => to)),
    new Set(edges.map(({ from }) => from)),
  ];
  for (const { id, kind } of nodes) {
    graph.setNode(id, { ...SIZE.node });
    const column = COLUMN[kind];
    if (!before.has(id)) graph.setEdge(START, id, { minlen: column + 1 });
    if (!after.has(id)) graph.setEdge(id, END, { minlen: COLUMNS - column });
  }
  for (const { from, to } of edges) graph.setEdge(from, to, {});
  layout(graph);
  const { width, height } = SIZE.node;
  const tops = nodes.map(({ id }) => graph.node(id).y - height / 2);
  const first = Math.min(...tops);
  const places = nodes.map(
    ({ id, kind }, at) =>
      [
        id,
        {
          x: COLUMN[kind] * (width + SIZE.gap),
          y: tops[at] - first + SIZE.head,
        },
      ] as const,
  );
  return {
    width: COLUMNS * width + (COLUMNS - 1) * SIZE.gap,
    height: Math.max(...tops) - first + height + SIZE.head + SIZE.row,
    places: new Map(places),
  };
}
