import type { Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import { risksWorstFirst } from './risksWorstFirst';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../ui/IconRow';
import styles from '../../ui/Callout.module.css';

/** The most severe risk and the number of risks, with a link to them if `href` is set. Renders nothing if there are no risks. */
export function RiskLine(props: { risks: readonly Risk[]; href?: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { risks, href } = props;
  const [risk] = risksWorstFirst(risks);
  if (!risk) return null;
  const words = t('risk.findings', { count: risks.length });
  return (
    <div className={styles.callout} data-severity={risk.severity}>
      <IconRow icon={RiAlertLine} size={18}>
        <Text variant="body-small">
          <strong>{t(`risk.severity.${risk.severity}`)}:</strong> {risk.message}{' '}
          {href ? (
            <Link href={href} variant="body-small" className={styles.link}>
              → {words}
            </Link>
          ) : (
            `→ ${words}`
          )}
        </Text>
      </IconRow>
    </div>
  );
}
