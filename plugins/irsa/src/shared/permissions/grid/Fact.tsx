import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './LevelDetail.module.css';

/** A name and its content, side by side if there is room. */
export function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <Text as="p" variant="body-small" color="secondary">
        {props.name}
      </Text>
      <div className={styles.factBody}>{props.children}</div>
    </div>
  );
}
