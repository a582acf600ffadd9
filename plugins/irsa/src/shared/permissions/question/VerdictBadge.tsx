import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiForbidLine,
  RiGitBranchLine,
  RiQuestionLine,
} from '@remixicon/react';
import type { Verdict } from '../verdict';
import { irsaTranslationRef } from '../../../translation';
import styles from './Answer.module.css';

const ICONS = {
  allowed: RiCheckboxCircleLine,
  'allowed-by-role': RiCheckboxCircleLine,
  'allowed-by-user': RiCheckboxCircleLine,
  'allowed-by-resource': RiCheckboxCircleLine,
  conditional: RiGitBranchLine,
  unknown: RiQuestionLine,
  denied: RiCloseCircleLine,
  'explicitly-denied': RiForbidLine,
};

/** A verdict as icon, word, and color. */
export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const Icon = ICONS[verdict];
  return (
    <span className={styles.verdict} data-verdict={verdict}>
      <Icon aria-hidden size={18} />
      {t(`verdict.${verdict}`)}
    </span>
  );
}
