import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import { NumberTile } from './NumberTile';
import styles from './Overview.module.css';

/** The four numbers that matter, each with its trend and the way to the rows behind it. */
export function Numbers({ overview }: { overview: Overview }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { serviceAccounts, identitySources, findings, roles, trends } =
    overview;
  return (
    <ul className={styles.tiles} aria-label={t('overview.numbers')}>
      <NumberTile
        title={t('table.service-accounts')}
        figures={[
          {
            value: serviceAccounts.verified,
            label: t('overview.verified'),
            href: pathOf('service-accounts', { status: 'verified' }),
          },
          {
            value: serviceAccounts.broken,
            label: t('overview.broken'),
            href: pathOf('service-accounts', { status: 'broken' }),
          },
        ]}
        trendOf={t('overview.broken')}
        trend={trends.broken}
      />
      <NumberTile
        title={t('table.workloads')}
        figures={[
          {
            value: identitySources.serviceAccountRole,
            label: t('overview.serviceAccountRole'),
            href: pathOf('workloads', {
              identitySource: 'service-account-role',
            }),
          },
          {
            value: identitySources.nodeRole,
            label: t('overview.usesNodeRole'),
            href: pathOf('workloads', { identitySource: 'node-role' }),
          },
        ]}
        trendOf={t('overview.usesNodeRole')}
        trend={trends.usesNodeRole}
      />
      <NumberTile
        title={t('overview.openFindings')}
        figures={[
          {
            value: findings.critical,
            label: t('overview.critical'),
            href: pathOf('findings', { severity: 'critical' }),
          },
          {
            value: findings.high,
            label: t('overview.high'),
            href: pathOf('findings', { severity: 'high' }),
          },
        ]}
        trendOf={t('overview.criticalAndHigh')}
        trend={trends.highFindings}
      />
      <NumberTile
        title={t('table.roles')}
        figures={[
          {
            value: roles.unused,
            label: t('overview.unused'),
            href: pathOf('roles', { unused: 'true' }),
          },
          {
            value: roles.total,
            label: t('overview.all'),
            href: pathOf('roles'),
          },
        ]}
        trendOf={t('overview.unused')}
        trend={trends.unusedRoles}
      />
    </ul>
  );
}
