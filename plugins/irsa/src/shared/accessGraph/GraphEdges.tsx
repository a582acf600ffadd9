import type { AccessGraphEdge } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiScissorsCutLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import styles from './AccessGraph.module.css';
import { isSameEdge } from './graphModel';
import type { Layout } from './layout';
import { SIZE } from './size';

/** Returns the width of an edge's line, which grows with the logarithm of the number of paths. */
const widthOf = (paths: number) => Math.min(5, 1 + Math.log10(1 + paths));

function endsOf({ from, to }: AccessGraphEdge, { places }: Layout) {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return undefined;
  const middle = SIZE.node.height / 2;
  return {
    start: { x: start.x + SIZE.node.width, y: start.y + middle },
    end: { x: end.x, y: end.y + middle },
  };
}

function Line(props: {
  edge: AccessGraphEdge;
  layout: Layout;
  isCut: boolean;
}) {
  const { edge, layout, isCut } = props;
  const ends = endsOf(edge, layout);
  if (!ends) return null;
  const { start, end } = ends;
  const bend = (end.x - start.x) / 2;
  return (
    <path
      className={styles.edge}
      data-cut={isCut || undefined}
      data-dead={edge.paths === 0 || undefined}
      strokeWidth={isCut ? 4 : widthOf(edge.paths)}
      d={`M${start.x},${start.y} C${start.x + bend},${start.y} ${
        end.x - bend
      },${end.y} ${end.x},${end.y}`}
    />
  );
}

/** The lines of the picture. The edge to cut is above the others and has a label. */
export function GraphEdges(props: {
  edges: readonly AccessGraphEdge[];
  layout: Layout;
  cut?: AccessGraphEdge;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { edges, layout, cut } = props;
  const shownCut = edges.find(edge => isSameEdge(edge, cut));
  const ends = shownCut && endsOf(shownCut, layout);
  return (
    <>
      <svg className={styles.edges} width={layout.width} height={layout.height}>
        {edges
          .filter(edge => edge !== shownCut)
          .map(edge => (
            <Line
              key={`${edge.from} ${edge.to}`}
              edge={edge}
              layout={layout}
              isCut={false}
            />
          ))}
        {shownCut && <Line edge={shownCut} layout={layout} isCut />}
      </svg>
      {ends && (
        <span
          className={styles.cut}
          style={{
            left: (ends.start.x + ends.end.x) / 2,
            top: (ends.start.y + ends.end.y) / 2,
          }}
          title={t('graph.cut')}
        >
          <RiScissorsCutLine size={14} />
          {t('graph.cut')}
        </span>
      )}
    </>
  );
}
