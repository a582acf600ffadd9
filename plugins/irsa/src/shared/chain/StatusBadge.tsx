import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiHistoryLine,
  RiHourglassLine,
  RiQuestionLine,
  RiShieldCheckLine,
  RiShieldCrossLine,
  RiTimeLine,
} from '@remixicon/react';
import type { AccessStatus } from '@backstage-irsa/core/model';
import { irsaTranslationRef } from '../../translation';
import styles from './StatusBadge.module.css';

const ICONS = {
  verified: RiShieldCheckLine,
  checksPass: RiCheckboxCircleLine,
  provedBefore: RiHistoryLine,
  settling: RiHourglassLine,
  degraded: RiErrorWarningLine,
  broken: RiCloseCircleLine,
  cutOff: RiShieldCrossLine,
  unknown: RiQuestionLine,
  pending: RiHourglassLine,
  unverified: RiTimeLine,
};

/** A status as icon, word, and color. */
export function StatusBadge({ status }: { status: AccessStatus }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const Icon = ICONS[status];
  return (
    <span className={styles.badge} data-status={status}>
      <Icon aria-hidden size={16} />
      {t(`status.${status}`)}
    </span>
  );
}
