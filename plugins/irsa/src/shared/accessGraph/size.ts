import type { AccessGraphNode } from '@backstage-irsa/core/model';
import { columnsOf } from './graphModel';

/** The sizes of the picture's parts, in pixels. */
export const SIZE = {
  node: { width: 208, height: 54 },
  gap: 72,
  row: 10,
  head: 36,
};

/** Returns the CSS height of the frame, from the longest column. It is known before the picture is rendered, so that nothing below it moves. */
export function frameHeight(nodes: readonly AccessGraphNode[]): string {
  const columns = Map.groupBy(nodes, columnsOf(nodes).at);
  const longest = Math.max(...[...columns.values()].map(one => one.length));
  const rows = longest * (SIZE.node.height + SIZE.row);
  return `min(40rem, 75vh, ${SIZE.head + rows + SIZE.row}px)`;
}
