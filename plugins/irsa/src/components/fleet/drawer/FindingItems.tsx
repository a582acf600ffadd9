import type { Finding } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../../../hooks/useFleetPath';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../Ago';
import { WithCode } from '../../WithCode';
import { FindingStateBadge, SeverityBadge } from '../cells/badges';
import styles from './Drawer.module.css';

/** Findings in short, each a link to all about it. */
export function FindingItems({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  if (findings.length === 0) {
    return <Text variant="body-small">{t('findings.noneOfIt')}</Text>;
  }
  return (
    <ul className={styles.list} aria-label={t('table.findings')}>
      {findings.map(finding => (
        <li key={finding.id} className={styles.item}>
          <span className={styles.row}>
            <SeverityBadge severity={finding.severity} />
            <Link
              href={pathOf('findings', { open: finding.id })}
              variant="body-small"
              weight="bold"
            >
              {finding.title}
            </Link>
            {finding.state !== 'open' && (
              <FindingStateBadge state={finding.state} />
            )}
            <Text as="span" variant="body-small" color="secondary">
              {t('findings.since', { ago: <Ago at={finding.firstSeenAt} /> })}
            </Text>
          </span>
          <Text as="p" variant="body-small" className={styles.sentence}>
            <WithCode text={finding.message} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
