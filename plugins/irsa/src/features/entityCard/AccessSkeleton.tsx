import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import styles from './AccessCard.module.css';

/** The skeleton of one account while it loads. */
export function AccessSkeleton() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={styles.skeleton}>
      <VisuallyHidden role="status">{t('card.loading')}</VisuallyHidden>
      <Skeleton width="45%" height={18} />
      <Skeleton width="65%" height={14} />
      <Skeleton width="55%" height={14} />
      <Skeleton width="80%" height={14} />
      <Skeleton width="60%" height={14} />
      <Skeleton width="70%" height={14} />
      <div className={styles.footer}>
        <Skeleton width="8rem" height={14} />
      </div>
    </div>
  );
}
