import type { TrendPoint } from '@backstage-irsa/core/model';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import styles from './Overview.module.css';
import { Trend } from './Trend';

/** A number, what it counts, and where the rows behind it are. */
export interface Figure {
  value: number;
  label: string;
  href: string;
}

/** Numbers that belong together, and how the one to watch has changed. */
export function NumberTile(props: {
  title: string;
  figures: readonly Figure[];
  /** What the trend is of. */
  trendOf: string;
  trend: readonly TrendPoint[];
}) {
  const { number } = useFormats();
  const titleId = useId();
  return (
    <li className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {props.title}
      </Text>
      <div className={styles.figures}>
        {props.figures.map(({ value, label, href }) => (
          <div key={label} className={styles.figure}>
            <span className={styles.value}>{number(value)}</span>
            <Link
              href={href}
              variant="body-small"
              aria-label={`${number(value)} ${label}, ${props.title}`}
            >
              {label}
            </Link>
          </div>
        ))}
      </div>
      <Trend of={props.trendOf} points={props.trend} />
    </li>
  );
}
