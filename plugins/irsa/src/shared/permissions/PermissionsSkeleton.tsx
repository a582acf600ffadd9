import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import surfaceStyles from '../ui/Surface.module.css';
import styles from './Permissions.module.css';

const ROWS = ['first', 'second', 'third', 'fourth'];

/** The skeleton of the headline and grid while they load. */
export function PermissionsSkeleton() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <div className={`${styles.skeleton} ${surfaceStyles.surface}`}>
      <VisuallyHidden role="status">{t('tab.loading')}</VisuallyHidden>
      <Skeleton width="40%" height={22} />
      <Skeleton width="60%" height={14} />
      {ROWS.map(row => (
        <Skeleton key={row} width="100%" height={32} />
      ))}
    </div>
  );
}
