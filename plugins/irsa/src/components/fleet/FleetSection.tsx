import { Container } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './Fleet.module.css';

/** The space that a tab of the fleet page fills. */
export function FleetSection({ children }: { children: ReactNode }) {
  return (
    <Container>
      <div className={styles.section} data-testid="fleet">
        {children}
      </div>
    </Container>
  );
}
