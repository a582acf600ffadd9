import type { OperationStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import type { OperationRun } from './useOperation';
import { changingSteps } from './plan/changingSteps';
import { irsaTranslationRef } from '../../translation';
import boxStyles from './Box.module.css';
import styles from './OperationProgress.module.css';

const ICONS = {
  pending: RiTimeLine,
  running: RiLoader4Line,
  succeeded: RiCheckboxCircleLine,
  failed: RiCloseCircleLine,
};

const HEADINGS = {
  running: 'started',
  succeeded: 'succeeded',
  failed: 'steps',
} as const;

/** The kind of operation, which is also the prefix of its translation keys. */
export type Deed =
  | 'apply'
  | 'adopt'
  | 'finish'
  | 'migrate'
  | 'remove'
  | 'rightSize.apply'
  | 'rightSize.undo';

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

/** Explains why the operation did not start, why it failed, or that its progress can no longer be read. Renders nothing otherwise. */
function OperationFailure(props: { run: OperationRun; does: Deed }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { run, does } = props;
  const { operation, failure } = run;
  if (operation && failure) {
    const { message } = failure;
    return (
      <Alert status="warning" icon title={t('operation.lost', { message })} />
    );
  }
  if (failure?.kind === 'approval') {
    const { message } = failure;
    return (
      <Alert status="info" icon title={t('approval.waiting', { message })} />
    );
  }
  const message = failure?.message ?? operation?.error?.message;
  const isFailed = failure !== undefined || operation?.status === 'failed';
  if (!isFailed) return null;
  const outcome = failure?.kind === 'forbidden' ? 'forbidden' : 'failed';
  return (
    <Alert
      status="danger"
      icon
      title={t(`${does}.${outcome}`, { message: message ?? '' })}
    />
  );
}

/** The progress of an operation, step by step, and its result, in the words for its kind. Renders nothing before the operation is requested. */
export function OperationProgress(props: {
  run: OperationRun;
  does?: Deed;
  /** Whether to leave out the steps. */
  isShort?: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { does = 'apply', isShort = false } = props;
  const { running, operation } = props.run;
  const steps = isShort ? [] : changingSteps(operation?.steps ?? []);
  return (
    <div aria-live="polite" className={styles.live}>
      {(running || steps.length > 0 || operation?.status === 'succeeded') && (
        <div className={boxStyles.box}>
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
      <OperationFailure run={props.run} does={does} />
    </div>
  );
}
