import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './Badge.module.css';

/** The tone of a state, from bad to good; `none` is neutral. */
export type Tone = 'danger' | 'warning' | 'info' | 'success' | 'none';

/** A state as icon, word, and color. */
export function Badge(props: {
  icon: RemixiconComponentType;
  tone: Tone;
  children: ReactNode;
}) {
  const { icon: Icon, tone, children } = props;
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon aria-hidden size={16} />
      {children}
    </span>
  );
}
