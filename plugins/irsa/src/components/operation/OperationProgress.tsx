import type { OperationStep } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { OperationRun } from '../../hooks/useOperation';
import { changingSteps } from '../../model/changingSteps';
import { irsaTranslationRef } from '../../translation';
import styles from './OperationProgress.module.css';

const ICONS = {
  pending: RiTimeLine,
  running: RiLoader4Line,
  done: RiCheckboxCircleLine,
  failed: RiCloseCircleLine,
};

const HEADINGS = {
  running: 'started',
  completed: 'completed',
  failed: 'steps',
} as const;

function StepLine({ step }: { step: OperationStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { status, message, summary } = step;
  const Icon = ICONS[status];
  return (
    <li className={styles.step} data-status={status}>
      <Icon aria-hidden size={16} />
      <span>
        {message ?? summary} ({t(`apply.status.${status}`)})
      </span>
    </li>
  );
}

/** An operation while it goes on, step by step, and what came of it, in the words for what it does. Nothing before it was asked for. */
export function OperationProgress(props: {
  run: OperationRun;
  does?: 'apply' | 'adopt' | 'migrate' | 'remove' | 'takeAway' | 'giveBack';
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { does = 'apply' } = props;
  const { running, operation, failure } = props.run;
  const steps = changingSteps(operation?.steps ?? []);
  const message = failure?.message ?? operation?.error?.message;
  const isFailed = failure !== undefined || operation?.status === 'failed';
  return (
    <div aria-live="polite" className={styles.live}>
      {(running || steps.length > 0 || operation?.status === 'completed') && (
        <div className={styles.box}>
          <Text as="p" variant="body-small" weight="bold">
            {t(`${does}.${HEADINGS[operation?.status ?? 'running']}`)}
          </Text>
          {steps.length > 0 && (
            <ol className={styles.steps} aria-label={t(`${does}.steps`)}>
              {steps.map(step => (
                <StepLine key={step.id} step={step} />
              ))}
            </ol>
          )}
        </div>
      )}
      {isFailed && (
        <Alert
          status="danger"
          icon
          title={t(
            failure?.kind === 'forbidden'
              ? `${does}.forbidden`
              : `${does}.failed`,
            { message: message ?? '' },
          )}
        />
      )}
    </div>
  );
}
