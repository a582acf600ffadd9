import type { AccessGraph, AccessGraphEdge } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import {
  RiFullscreenLine,
  RiZoomInLine,
  RiZoomOutLine,
} from '@remixicon/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { irsaTranslationRef } from '../../translation';
import styles from './AccessGraph.module.css';
import { GraphEdges } from './GraphEdges';
import { columnsOf } from './graphModel';
import { GraphNodes } from './GraphNodes';
import { layoutOf, type Layout } from './layout';
import { frameHeight, SIZE } from './size';

/** The smallest zoom at which names are readable. */
const READABLE = 0.75;
const SMALLEST = 0.1;
const LARGEST = 2;
const STEP = 1.25;
/** The left and right padding of the canvas together, in pixels. */
const PADDING = 24;

function useZoom({ width, height, places }: Layout, cut?: AccessGraphEdge) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  // Fit the width of the frame while names stay readable, and scroll to the edge to cut.
  useEffect(() => {
    const box = frame.current;
    if (!box || box.clientWidth === 0) return;
    const wide = Math.min(
      1,
      Math.max(READABLE, (box.clientWidth - PADDING) / width),
    );
    setZoom(wide);
    const place = places.get(cut?.from ?? '');
    if (place) box.scrollTop = place.y * wide - box.clientHeight / 2;
  }, [width, places, cut]);
  const by = (factor: number) =>
    setZoom(last => Math.min(LARGEST, Math.max(SMALLEST, last * factor)));
  const fit = () => {
    const box = frame.current;
    if (!box) return;
    setZoom(
      Math.max(
        SMALLEST,
        Math.min(
          1,
          (box.clientWidth - PADDING) / width,
          box.clientHeight / height,
        ),
      ),
    );
  };
  return { frame, zoom, by, fit };
}

/** The graph as a picture for mouse users. The list beside it has the same content for keyboards and screen readers. */
export default function GraphPicture(props: {
  graph: Pick<AccessGraph, 'nodes' | 'edges' | 'bestCut'>;
  chosen?: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { graph, chosen, onChoose } = props;
  const { nodes, edges, bestCut } = graph;
  const layout = useMemo(() => layoutOf({ nodes, edges }), [nodes, edges]);
  const { frame, zoom, by, fit } = useZoom(layout, bestCut);
  const { width, height } = layout;
  const buttons = [
    {
      label: t('graph.zoomIn'),
      icon: <RiZoomInLine />,
      onPress: () => by(STEP),
    },
    {
      label: t('graph.zoomOut'),
      icon: <RiZoomOutLine />,
      onPress: () => by(1 / STEP),
    },
    { label: t('graph.fit'), icon: <RiFullscreenLine />, onPress: fit },
  ];
  return (
    <div className={styles.picture}>
      <div className={styles.zoom}>
        {buttons.map(({ label, icon, onPress }) => (
          <ButtonIcon
            key={label}
            size="small"
            variant="secondary"
            aria-label={label}
            icon={icon}
            onPress={onPress}
          />
        ))}
      </div>
      {/* The keyboard can scroll the picture. The list has the same content. */}
      <div
        ref={frame}
        className={styles.frame}
        style={{ height: frameHeight(nodes) }}
        role="group"
        aria-label={t('graph.picture')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be in reach of the keyboard
        tabIndex={0}
      >
        <div
          aria-hidden
          className={styles.canvas}
          style={{ width, height, zoom }}
          data-testid="graph-picture"
        >
          <div className={styles.heads}>
            {columnsOf(nodes).names.map((name, column) => (
              <span
                key={name}
                style={{ left: column * (SIZE.node.width + SIZE.gap) }}
              >
                {t(`graph.column.${name}`)}
              </span>
            ))}
          </div>
          <GraphEdges edges={edges} layout={layout} cut={bestCut} />
          <GraphNodes
            nodes={nodes}
            layout={layout}
            cut={bestCut}
            chosen={chosen}
            onChoose={onChoose}
          />
        </div>
      </div>
    </div>
  );
}
