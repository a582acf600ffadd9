import type { PermissionEntry } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiForbidLine,
  RiGitBranchLine,
  RiIndeterminateCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import styles from './LevelDetail.module.css';

const ICONS = {
  allowed: RiCheckboxCircleLine,
  'allowed-if': RiGitBranchLine,
  'allowed-except': RiIndeterminateCircleLine,
  blocked: RiForbidLine,
  unknown: RiQuestionLine,
};

/** What becomes of a grant, as icon and words. */
export function EntryState({ state }: { state: PermissionEntry['state'] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const Icon = ICONS[state];
  return (
    <p className={styles.state} data-state={state}>
      <Icon aria-hidden size={16} />
      {t(`entryState.${state}`)}
    </p>
  );
}
