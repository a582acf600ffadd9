import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useContext } from 'react';
import { irsaTranslationRef } from '../../translation';
import { FleetSection } from './FleetSection';
import { ShownTabs } from './shownTabs';
import tableStyles from './table/FleetTable.module.css';

/** Tells the user that the tab does not exist, and links to the first available tab. */
export function UnknownTab({ name }: { name: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [first] = useContext(ShownTabs).tabs;
  return (
    <FleetSection>
      <div className={tableStyles.empty} role="alert">
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('fleet.unknownTab')}
        </Text>
        <Text as="p">{t('fleet.unknownTabText', { name })}</Text>
        {first && (
          <ButtonLink size="small" variant="secondary" href={first.href}>
            {t('fleet.toTab', { tab: first.label })}
          </ButtonLink>
        )}
      </div>
    </FleetSection>
  );
}
