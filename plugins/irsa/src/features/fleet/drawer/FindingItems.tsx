import type { Finding, Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { risksWorstFirst } from '../../../shared/permissions/risks/risksWorstFirst';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { WithCode } from '../../../shared/ui/WithCode';
import { FindingStateBadge, SeverityBadge } from '../cells/badges';
import styles from './Drawer.module.css';

function RiskItem({ risk }: { risk: Risk }) {
  return (
    <li className={styles.item}>
      <span className={styles.row}>
        <SeverityBadge severity={risk.severity} />
        <Text as="span" variant="body-small">
          <WithCode text={risk.message} />
        </Text>
      </span>
    </li>
  );
}

/** Short findings, each with a link to its details, followed by the risks of the role's permissions. */
export function FindingItems(props: {
  findings: readonly Finding[];
  risks?: readonly Risk[];
}) {
  const { findings, risks = [] } = props;
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  if (findings.length === 0 && risks.length === 0) {
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
      {risksWorstFirst(risks).map(risk => (
        <RiskItem key={risk.id} risk={risk} />
      ))}
    </ul>
  );
}
