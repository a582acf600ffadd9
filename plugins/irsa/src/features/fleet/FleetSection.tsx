import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { type ReactNode, useContext, useRef } from 'react';
import { useKeptFocus } from '../../shared/ui/useKeptFocus';
import { SlowNotice } from '../../shared/ui/SlowNotice';
import { TabMenu } from '../../shared/ui/TabMenu';
import { irsaTranslationRef } from '../../translation';
import surfaceStyles from '../../shared/ui/Surface.module.css';
import styles from './Fleet.module.css';
import { ShownTabs } from './shownTabs';

/** The content area of a tab of the fleet page. Adds the main landmark, which Backstage does not provide for pages. */
export function FleetSection({ children }: { children: ReactNode }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const tabs = useContext(ShownTabs);
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section);
  return (
    <Container>
      <main
        ref={section}
        className={`${styles.section} ${surfaceStyles.surface}`}
        data-testid="fleet"
      >
        <TabMenu label={t('fleet.tabs')} {...tabs} />
        {children}
        <SlowNotice />
      </main>
    </Container>
  );
}
