import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';

/** A note that no row matches, with a button to show all rows. */
export function NoResults(props: { onShowAll: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={styles.empty}>
      <Text>{t('table.noResults')}</Text>
      <Button size="small" variant="secondary" onPress={props.onShowAll}>
        {t('table.showAll')}
      </Button>
    </div>
  );
}
