import type { DiagnosisCandidate } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCloseCircleLine,
  RiForbidLine,
  RiQuestionLine,
} from '@remixicon/react';
import { remediationOf } from '../../../shared/chain/remediation';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { Fix } from '../../../shared/chain/Fix';
import styles from './Diagnose.module.css';

const ICONS = {
  confirmed: RiCloseCircleLine,
  possible: RiQuestionLine,
  'ruled-out': RiForbidLine,
};

/** One possible fault: whether the checks confirm it or rule it out, why, and how to fix it. */
export function CandidateItem(props: { candidate: DiagnosisCandidate }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { candidate } = props;
  const { state, title, reason } = candidate;
  const Icon = ICONS[state];
  const remediation =
    state === 'ruled-out' ? undefined : remediationOf(candidate);
  return (
    <li className={styles.candidate} data-state={state}>
      <div className={styles.heading}>
        <span className={styles.state}>
          <Icon aria-hidden size={16} />
          {t(`candidate.${state}`)}
        </span>{' '}
        <Text as="span" weight="bold">
          {title}
        </Text>
      </div>
      <Text as="p" variant="body-small" className={styles.text}>
        <WithCode text={reason} />
      </Text>
      {remediation && <Fix remediation={remediation} />}
    </li>
  );
}
