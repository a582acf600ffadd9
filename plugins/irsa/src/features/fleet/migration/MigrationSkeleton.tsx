import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';

/** The skeleton of the migration tab while it loads. */
export function MigrationSkeleton() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div role="status" className={styles.part}>
      <VisuallyHidden>{t('migration.loading')}</VisuallyHidden>
      <Skeleton width="40%" height={20} />
      <Skeleton width="100%" height={56} />
      <Skeleton width="100%" height={240} />
    </div>
  );
}
