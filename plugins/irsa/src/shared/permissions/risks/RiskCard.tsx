import type { Risk } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import {
  RiAlarmWarningLine,
  RiAlertLine,
  RiInformationLine,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import { StatementList } from '../../policy/StatementList';
import { IconRow } from '../../ui/IconRow';
import styles from './RiskCard.module.css';

const ICONS = {
  high: RiAlarmWarningLine,
  medium: RiAlertLine,
  low: RiInformationLine,
};

/** One risk in words. Expands to the statements that cause it. */
export function RiskCard({ risk }: { risk: Risk }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { severity, message, evidence = [] } = risk;
  const label = t('risks.evidence', { count: evidence.length });
  return (
    <div className={styles.card} data-severity={severity}>
      <IconRow icon={ICONS[severity]} size={18}>
        <Text as="p" variant="body-small" className={styles.text}>
          <strong>{t(`risk.severity.${severity}`)}:</strong>{' '}
          <WithCode text={message} />
        </Text>
      </IconRow>
      {evidence.length > 0 && (
        <Accordion className={styles.evidence}>
          <AccordionTrigger level={5}>
            <Text variant="body-small">{label}</Text>
          </AccordionTrigger>
          <AccordionPanel>
            <StatementList statements={evidence} label={label} />
          </AccordionPanel>
        </Accordion>
      )}
    </div>
  );
}
