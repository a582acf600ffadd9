import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiIndeterminateCircleLine,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import type { LinkState } from './chainLinks';
import { irsaTranslationRef } from '../../translation';
import styles from './LinkStateBadge.module.css';

const ICONS = {
  ok: RiCheckboxCircleLine,
  warning: RiErrorWarningLine,
  broken: RiCloseCircleLine,
  unknown: RiQuestionLine,
  'not-checked': RiTimeLine,
  'not-needed': RiIndeterminateCircleLine,
};

/** The state of a link or of one check, as icon, words, and color. */
export function LinkStateBadge(props: { state: LinkState; words?: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { state, words } = props;
  const Icon = ICONS[state];
  return (
    <span className={styles.badge} data-state={state}>
      <Icon aria-hidden size={16} />
      <span>{words ?? t(`linkState.${state}`)}</span>
    </span>
  );
}
