import type { MigrationCounts } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';

const totalOf = ({ irsa, inProgress, podIdentity }: MigrationCounts) =>
  irsa + inProgress + podIdentity;

/** The progress of a cluster as a bar. The text beside it says the same. */
function Bar({ counts }: { counts: MigrationCounts }) {
  const { irsa, inProgress, podIdentity } = counts;
  const parts = [
    { stage: 'pod-identity', count: podIdentity },
    { stage: 'in-progress', count: inProgress },
    { stage: 'irsa', count: irsa },
  ];
  return (
    <div className={styles.bar} aria-hidden>
      {parts
        .filter(({ count }) => count > 0)
        .map(({ stage, count }) => (
          <span key={stage} data-stage={stage} style={{ flexGrow: count }} />
        ))}
    </div>
  );
}

/** The migration progress of one cluster. */
export function ClusterProgress({ counts }: { counts: MigrationCounts }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { cluster, irsa, inProgress, podIdentity } = counts;
  const percent = Math.floor((100 * podIdentity) / totalOf(counts));
  return (
    <li className={styles.cluster}>
      <div className={styles.clusterHeading}>
        <Text as="span" variant="body-medium" weight="bold">
          {cluster}
        </Text>
        <Text as="span" variant="body-small">
          {t('migration.done', { percent: String(percent) })}
        </Text>
      </div>
      <Bar counts={counts} />
      <Text variant="body-small">
        {t('migration.counts', {
          irsa: number(irsa),
          moving: number(inProgress),
          podIdentity: number(podIdentity),
        })}
      </Text>
    </li>
  );
}
