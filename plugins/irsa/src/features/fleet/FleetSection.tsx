import { Container } from '@backstage/ui';
import { type ReactNode, useRef } from 'react';
import { useKeptFocus } from '../../shared/ui/useKeptFocus';
import surfaceStyles from '../../shared/ui/Surface.module.css';
import styles from './Fleet.module.css';

/** The space that a tab of the fleet page fills. Backstage gives a page no main landmark of its own. */
export function FleetSection({ children }: { children: ReactNode }) {
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section);
  return (
    <Container>
      <main
        ref={section}
        className={`${styles.section} ${surfaceStyles.surface}`}
        data-testid="fleet"
      >
        {children}
      </main>
    </Container>
  );
}
