import type { Verification } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { decidingCheck } from '../../model/decidingCheck';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import styles from './FindingLine.module.css';

const ICONS = {
  pass: undefined,
  warn: RiErrorWarningLine,
  fail: RiCloseCircleLine,
  unknown: RiQuestionLine,
};

/** The one link that decides the status, how that is known, and what to do about it. Nothing when all is verified. */
export function FindingLine({ verification }: { verification: Verification }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const decision = decidingCheck(verification);
  if (!decision) return null;

  const { check, others } = decision;
  const Icon = ICONS[check.result];
  return (
    <div className={styles.finding} data-result={check.result}>
      <div className={styles.what}>
        {Icon && <Icon aria-hidden size={18} />}
        <Text variant="body-small">
          <strong>{t(`link.${check.link}`)}:</strong> {check.message} (
          {t(`evidence.${check.evidence}`)})
          {others > 0 && ` ${t('finding.others', { count: others })}`}
        </Text>
      </div>
      {check.remediation && (
        <div className={styles.fix}>
          <Text variant="body-small" className={styles.remediation}>
            <strong>{t('finding.fix')}:</strong> {check.remediation}
          </Text>
          <CopyButton text={check.remediation} label={t('finding.copyFix')} />
        </div>
      )}
    </div>
  );
}
