import type { OperationStep } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { Application } from '../../../hooks/useApply';
import { irsaTranslationRef } from '../../../translation';
import styles from './ApplyPlan.module.css';

const ICONS = {
  pending: RiTimeLine,
  running: RiLoader4Line,
  done: RiCheckboxCircleLine,
  failed: RiCloseCircleLine,
};

const HEADINGS = {
  running: 'apply.started',
  completed: 'apply.completed',
  failed: 'apply.steps',
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

/** The plan while it is applied, step by step, and what came of it. Nothing before it was asked for. */
export function OperationProgress(props: { application: Application }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { running, operation, failure } = props.application;
  const steps =
    operation?.steps.filter(({ action }) => action !== 'none') ?? [];
  const message = failure?.message ?? operation?.error?.message;
  const isFailed = failure !== undefined || operation?.status === 'failed';
  return (
    <div aria-live="polite" className={styles.live}>
      {(running || steps.length > 0) && (
        <div className={styles.box}>
          <Text as="p" variant="body-small" weight="bold">
            {t(HEADINGS[operation?.status ?? 'running'])}
          </Text>
          {steps.length > 0 && (
            <ol className={styles.steps} aria-label={t('apply.steps')}>
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
            failure?.kind === 'forbidden' ? 'apply.forbidden' : 'apply.failed',
            { message: message ?? '' },
          )}
        />
      )}
    </div>
  );
}
