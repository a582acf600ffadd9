import type { PermissionEntry } from '@backstage-irsa/core/model';
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

/** The state of a grant as icon and words. Says plain "allowed" only if every policy layer was read. */
export function EntryState(props: {
  state: PermissionEntry['state'];
  isAllRead: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { state, isAllRead } = props;
  const Icon = ICONS[state];
  const key =
    isAllRead || state === 'blocked' || state === 'unknown'
      ? state
      : (`role-${state}` as const);
  return (
    <span className={styles.state} data-state={state}>
      <Icon aria-hidden size={16} />
      {t(`entryState.${key}`)}
    </span>
  );
}
