import type { MigrationCounts } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import { ClusterProgress } from './ClusterProgress';
import styles from './Migration.module.css';

/** The migration progress of the fleet, in a sentence and for each cluster. */
export function MigrationSummary(props: {
  counts: readonly MigrationCounts[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { counts } = props;
  const sum = (part: 'irsa' | 'inProgress' | 'podIdentity') =>
    counts.reduce((total, cluster) => total + cluster[part], 0);
  const podIdentity = sum('podIdentity');
  return (
    <div className={styles.part}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('migration.summary', {
          count: podIdentity + sum('inProgress') + sum('irsa'),
          podIdentity: number(podIdentity),
        })}
      </Text>
      <Text variant="body-small" color="secondary">
        {t('migration.asVerified')}
      </Text>
      <ul className={styles.clusters} aria-label={t('migration.clusters')}>
        {counts.map(cluster => (
          <ClusterProgress key={cluster.cluster} counts={cluster} />
        ))}
      </ul>
    </div>
  );
}
