import type { TrendPoint } from '@backstage-irsa/core/model';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import styles from './Overview.module.css';
import { Trend } from './Trend';

/** A number, its label, and the link to its rows. */
export interface Figure {
  value: number;
  label: string;
  href: string;
}

/** A group of related numbers, with the trend of the most important one. */
export function NumberTile(props: {
  title: string;
  figures: readonly Figure[];
  /** The name of the number that the trend shows. */
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
