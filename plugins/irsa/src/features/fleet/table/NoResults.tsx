import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';

/** Nothing matches what is searched for, and the way back to all. */
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
