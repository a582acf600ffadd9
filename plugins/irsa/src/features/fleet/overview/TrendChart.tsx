import type { TrendPoint } from '@backstage-irsa/core/model';
import styles from './Overview.module.css';

const WIDTH = 100;
const HEIGHT = 48;
/** The margin at the top and bottom, which leaves room for half of the line's width. */
const MARGIN = 2;

/** A chart of a number over several days, from 0 to its greatest value. It is decorative: the text beside it describes the trend. */
export function TrendChart(props: { points: readonly TrendPoint[] }) {
  const { points } = props;
  const greatest = Math.max(1, ...points.map(({ value }) => value));
  const line = points
    .map(({ value }, index) => {
      const x = (WIDTH * index) / (points.length - 1);
      const y = HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * value) / greatest;
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    })
    .join(' ');
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <polygon
        points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`}
        fill="currentColor"
        fillOpacity={0.12}
      />
      <polyline
        points={line}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
