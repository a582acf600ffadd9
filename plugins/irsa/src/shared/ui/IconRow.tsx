import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './IconRow.module.css';

/** Text with an icon at its first line. The icon is decorative: the text alone must say everything. */
export function IconRow(props: {
  icon: RemixiconComponentType;
  /** The size of the icon in pixels. */
  size?: number;
  /** The color of the icon. The text has no color, because its contrast would be too low on some backgrounds. */
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
