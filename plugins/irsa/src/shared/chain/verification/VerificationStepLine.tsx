import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiCloseCircleLine,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { VerificationStep } from './useVerification';
import type { Failure } from '../../ui/failure';
import { irsaTranslationRef } from '../../../translation';
import { StatusBadge } from '../StatusBadge';
import { accountLabel } from '../../serviceAccount/accountLabel';
import styles from './VerificationProgress.module.css';

const ICONS = {
  waiting: RiTimeLine,
  running: RiLoader4Line,
  skipped: RiIndeterminateCircleLine,
  failed: RiCloseCircleLine,
};

function useFailureWords(): (failure: Failure) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  return ({ kind, message, retryAfterSeconds }) => {
    if (kind === 'too-many') {
      return retryAfterSeconds
        ? t('verify.tooManySeconds', { seconds: String(retryAfterSeconds) })
        : t('verify.tooMany');
    }
    return kind === 'forbidden'
      ? t('verify.forbidden', { message })
      : t('verify.failed', { message });
  };
}

/** The progress of one account's verification. */
export function VerificationStepLine({ step }: { step: VerificationStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const failureWords = useFailureWords();
  const { account, progress } = step;
  const words = {
    waiting: t('verify.waiting'),
    running: t('verify.running'),
    skipped: t('verify.notVerified'),
  };
  const Icon = progress.state === 'done' ? undefined : ICONS[progress.state];
  return (
    <li className={styles.step} data-state={progress.state}>
      {Icon && <Icon aria-hidden size={16} />}
      <Text variant="body-small" weight="bold">
        {accountLabel(account)}
      </Text>
      {progress.state === 'done' && <StatusBadge status={progress.status} />}
      {progress.state === 'failed' && (
        <Text variant="body-small">{failureWords(progress.failure)}</Text>
      )}
      {(progress.state === 'waiting' ||
        progress.state === 'running' ||
        progress.state === 'skipped') && (
        <Text variant="body-small">{words[progress.state]}</Text>
      )}
    </li>
  );
}
