import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useFormats } from '../../../shared/ui/useFormats';
import type { Tone } from '../cells/Badge';
import styles from './Overview.module.css';

/** One count in a list: its name, a bar relative to the greatest count, and the number as a link to the rows. */
export function CountLine(props: {
  name: ReactNode;
  count: number;
  /** The greatest count of all lines, which has a full bar. */
  greatest: number;
  tone: Tone;
  href: string;
  /** The accessible name of the link. */
  label: string;
}) {
  const { number } = useFormats();
  const { count, greatest } = props;
  const percent = greatest === 0 ? 0 : (100 * count) / greatest;
  return (
    <li className={styles.line}>
      <span>{props.name}</span>
      <div className={styles.track} aria-hidden>
        <div
          className={styles.part}
          data-tone={props.tone}
          style={{ width: `${percent}%` }}
        />
      </div>
      <Link
        href={props.href}
        variant="body-small"
        aria-label={props.label}
        className={styles.count}
      >
        {number(count)}
      </Link>
    </li>
  );
}
