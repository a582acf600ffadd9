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

/** Says how many findings follow those of a list, with a link to all of them. */
function MoreFindings({ count, href }: { count: number; href?: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = t('findings.more', { count });
  return href === undefined ? (
    <Text variant="body-small">{words}</Text>
  ) : (
    <Link href={href} variant="body-small">
      {words}
    </Link>
  );
}

/** Short findings, each with a link to its details, followed by the risks of the role's permissions. */
export function FindingItems(props: {
  findings: readonly Finding[];
  /** The number of findings, if `findings` can be only the first ones. */
  total?: number;
  /** The address of the list of all findings. */
  href?: string;
  risks?: readonly Risk[];
}) {
  const { findings, total = findings.length, risks = [] } = props;
  const more = total - findings.length;
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  if (findings.length === 0 && risks.length === 0) {
    return <Text variant="body-small">{t('findings.noneOfIt')}</Text>;
  }
  return (
    <>
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
      {more > 0 && <MoreFindings count={more} href={props.href} />}
    </>
  );
}
