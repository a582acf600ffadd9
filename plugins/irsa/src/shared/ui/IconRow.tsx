import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './IconRow.module.css';

/** Words behind an icon, which stays at their first line. The words alone say all: the icon is for the eye. */
export function IconRow(props: {
  icon: RemixiconComponentType;
  /** In pixels. */
  size?: number;
  /** Colors the icon, not the words, which would be too faint on some grounds. */
  tone?: 'danger';
  children: ReactNode;
}) {
  const { icon: Icon, size = 16, tone, children } = props;
  return (
    <div className={styles.row} data-tone={tone}>
      <Icon aria-hidden size={size} />
      {children}
    </div>
  );
}
