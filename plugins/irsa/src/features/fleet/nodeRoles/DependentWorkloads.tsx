import type { NodeRoleDetail } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { OwnersCell } from '../cells/cells';
import { Section } from '../../../shared/ui/Section';
import styles from '../drawer/Drawer.module.css';
import { useFleetPath } from '../useFleetPath';

/** The workloads without a role of their own that can use the role of their nodes. */
export function DependentWorkloads({ detail }: { detail: NodeRoleDetail }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { dependentWorkloads, nodeRole } = detail;
  const { dependentWorkloadCount: count } = nodeRole;
  const more = count - dependentWorkloads.length;
  return (
    <Section title={t('nodeRole.dependentWorkloads')}>
      {dependentWorkloads.length === 0 ? (
        <Text variant="body-small">
          {count === 0
            ? t('nodeRole.noDependentWorkloads')
            : t('nodeRole.unreadDependentWorkloads', { count })}
        </Text>
      ) : (
        <ul
          className={styles.list}
          aria-label={t('nodeRole.dependentWorkloads')}
        >
          {dependentWorkloads.map(workload => (
            <li key={workload.id} className={styles.item}>
              <span className={styles.row}>
                <Link
                  variant="body-small"
                  weight="bold"
                  href={pathOf('workloads', { open: workload.id })}
                >
                  {`${workload.namespace}/${workload.name}`}
                </Link>
                <OwnersCell owners={workload.owners} />
              </span>
              <WithCode text={workload.reason} />
            </li>
          ))}
        </ul>
      )}
      {dependentWorkloads.length > 0 && more > 0 && (
        <Text variant="body-small">
          {t('nodeRole.moreDependentWorkloads', { count: more })}
        </Text>
      )}
    </Section>
  );
}
