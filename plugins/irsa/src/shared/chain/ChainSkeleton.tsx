import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { LINKS } from '../serviceAccount/links';
import { irsaTranslationRef } from '../../translation';
import styles from './ChainPicture.module.css';

/** The skeleton of the chain while it loads. */
export function ChainSkeleton() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <>
      <VisuallyHidden role="status">{t('chain.loading')}</VisuallyHidden>
      <div className={styles.chain}>
        {LINKS.slice(1).map(link => (
          <div key={link} className={styles.item}>
            <Skeleton width="100%" height={96} />
          </div>
        ))}
      </div>
    </>
  );
}
