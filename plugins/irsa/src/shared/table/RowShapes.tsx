import { Skeleton } from '@backstage/ui';
import styles from './DataTable.module.css';

const WIDTHS = ['75%', '90%', '60%', '85%', '70%', '80%'];

/** The skeleton of the rows while they load for the first time. It is not a table, because rendering a table takes a tenth of a second. */
export function RowShapes() {
  return (
    <div className={styles.shapes} aria-hidden="true">
      <Skeleton width="100%" height="1.5rem" />
      {WIDTHS.map(width => (
        <Skeleton key={width} width={width} height="2.25rem" />
      ))}
    </div>
  );
}
