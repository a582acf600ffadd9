import type { Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import { risksWorstFirst } from './risksWorstFirst';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../ui/IconRow';
import styles from '../../ui/Callout.module.css';

/** The most severe risk, and how many there are. Nothing when there is none. */
export function RiskLine({ risks }: { risks: readonly Risk[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [risk] = risksWorstFirst(risks);
  if (!risk) return null;
  return (
    <div className={styles.callout} data-severity={risk.severity}>
      <IconRow icon={RiAlertLine} size={18}>
        <Text variant="body-small">
          <strong>{t(`risk.severity.${risk.severity}`)}:</strong> {risk.message}{' '}
          → {t('risk.findings', { count: risks.length })}
        </Text>
      </IconRow>
    </div>
  );
}
