import type { Overview } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useId } from 'react';
import { useFleetPath } from '../useFleetPath';
import { SEVERITIES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { SeverityBadge, severityTone } from '../cells/badges';
import { CountLine } from './CountLine';
import styles from './Overview.module.css';

/** The number of open findings by severity, and the number of accepted findings. */
export function SeverityCard({ findings }: { findings: Overview['findings'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const pathOf = useFleetPath();
  const greatest = Math.max(...SEVERITIES.map(severity => findings[severity]));
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
        {t('overview.bySeverity')}
      </Text>
      <ul className={styles.lines}>
        {SEVERITIES.map(severity => (
          <CountLine
            key={severity}
            name={<SeverityBadge severity={severity} />}
            count={findings[severity]}
            greatest={greatest}
            tone={severityTone(severity)}
            href={pathOf('findings', { severity })}
            label={t('overview.findingsOf', {
              count: findings[severity],
              name: t(`severity.${severity}`),
            })}
          />
        ))}
      </ul>
      <Link
        variant="body-small"
        href={pathOf('findings', { state: 'accepted' })}
      >
        {t('overview.accepted', { count: findings.accepted })}
      </Link>
    </section>
  );
}
