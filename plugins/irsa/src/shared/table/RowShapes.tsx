import { Skeleton } from '@backstage/ui';
import styles from './DataTable.module.css';

const WIDTHS = ['75%', '90%', '60%', '85%', '70%', '80%'];

/** What stands for the rows of a table while they are read for the first time. It is no table: that takes a tenth of a second to build. */
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
