import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type FleetTab, useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import { NumberTile, type Figure } from './NumberTile';
import styles from './Overview.module.css';

/** The four key numbers of the fleet, each with its trend and links to its rows. */
export function Numbers(props: {
  overview: Overview;
  trends: Overview['trends'];
}) {
  const { trends } = props;
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  const { serviceAccounts, identitySources, findings, roles } = props.overview;
  const figure = (
    label: string,
    value: number,
    tab: FleetTab,
    query?: Record<string, string>,
  ): Figure => ({ value, label, href: pathOf(tab, query) });
  const ofStatus = (status: 'verified' | 'broken') =>
    figure(
      t(`overview.${status}`),
      serviceAccounts[status],
      'service-accounts',
      { status },
    );
  const ofSeverity = (severity: 'critical' | 'high') =>
    figure(t(`overview.${severity}`), findings[severity], 'findings', {
      severity,
    });
  return (
    <ul className={styles.tiles} aria-label={t('overview.numbers')}>
      <NumberTile
        title={t('table.service-accounts')}
        figures={[ofStatus('verified'), ofStatus('broken')]}
        trendOf={t('overview.broken')}
        trend={trends.broken}
      />
      <NumberTile
        title={t('table.workloads')}
        figures={[
          figure(
            t('overview.serviceAccountRole'),
            identitySources.serviceAccountRole,
            'workloads',
            { identitySource: 'service-account-role' },
          ),
          figure(
            t('overview.usesNodeRole'),
            identitySources.nodeRole,
            'workloads',
            { identitySource: 'node-role' },
          ),
        ]}
        trendOf={t('overview.usesNodeRole')}
        trend={trends.usesNodeRole}
      />
      <NumberTile
        title={t('overview.openFindings')}
        figures={[ofSeverity('critical'), ofSeverity('high')]}
        trendOf={t('overview.criticalAndHigh')}
        trend={trends.highFindings}
      />
      <NumberTile
        title={t('table.roles')}
        figures={[
          figure(t('overview.unused'), roles.unused, 'roles', {
            unused: 'true',
          }),
          figure(t('overview.all'), roles.total, 'roles'),
        ]}
        trendOf={t('overview.unused')}
        trend={trends.unusedRoles}
      />
    </ul>
  );
}
