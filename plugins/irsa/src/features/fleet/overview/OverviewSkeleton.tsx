import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import styles from './Overview.module.css';

const TILES = ['first', 'second', 'third', 'fourth'];

/** The skeleton of the overview while it loads. */
export function OverviewSkeleton({ what }: { what: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <>
      <VisuallyHidden role="status">
        {t('fleet.reading', { what })}
      </VisuallyHidden>
      <Skeleton width="100%" height={32} />
      <div className={styles.tiles}>
        {TILES.map(tile => (
          <Skeleton key={tile} width="100%" height={184} />
        ))}
      </div>
      <div className={styles.halves}>
        <Skeleton width="100%" height={200} />
        <Skeleton width="100%" height={200} />
      </div>
      <Skeleton width="100%" height={120} />
    </>
  );
}
