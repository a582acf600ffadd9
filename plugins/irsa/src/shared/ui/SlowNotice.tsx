import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import styles from './SlowNotice.module.css';
import { useIsSlow } from './slowReads';

/**
 * Tells the user that the backend is slow while a read takes long. Place it at the end of a page, card, or drawer: it sticks to the lower edge of the
 * window, so that it moves no other content.
 */
export function SlowNotice() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const isSlow = useIsSlow();
  return (
    <div role="status" className={styles.notice}>
      {isSlow && (
        <Alert
          status="warning"
          icon
          title={t('slow.title')}
          description={t('slow.text')}
        />
      )}
    </div>
  );
}
