import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import styles from './EntityAccessContent.module.css';
import { useSubTab } from './useSubTab';

/** Tells the user that the sub-tab in the URL does not exist, and links to the first sub-tab. */
export function UnknownSubTab() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { name, hrefOf } = useSubTab();
  return (
    <div className={styles.empty} role="alert">
      <Text as="h3" variant="title-x-small" weight="bold">
        {t('tab.notFound')}
      </Text>
      <Text as="p">{t('tab.notFoundText', { name })}</Text>
      <ButtonLink size="small" variant="secondary" href={hrefOf('health')}>
        {t('tab.toHealth')}
      </ButtonLink>
    </div>
  );
}
