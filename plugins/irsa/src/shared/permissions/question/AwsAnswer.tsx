import type { SimulationResult } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiErrorWarningLine, RiQuestionLine } from '@remixicon/react';
import { useId } from 'react';
import type { Verdict } from '../verdict';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../ui/WithCode';
import { Fact } from '../grid/Fact';
import styles from './Answer.module.css';
import { VerdictBadge } from './VerdictBadge';

type AwsResult = NonNullable<SimulationResult['aws']>;

const VERDICTS: Record<NonNullable<AwsResult['decision']>, Verdict> = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'denied',
  ExplicitlyDenied: 'explicitly-denied',
};

/** AWS's answer to the same question and whether it differs, or the reason why AWS could not be asked. */
export function AwsAnswer(props: { aws: AwsResult; ours: Verdict }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { state, decision, differs, message, reason } = props.aws;
  // AWS was asked without the context keys that our answer depends on.
  const same = props.ours === 'conditional' ? 'agreesWithout' : 'agrees';
  return (
    <div role="group" aria-labelledby={titleId} className={styles.answer}>
      <Text as="h5" variant="body-small" color="secondary" id={titleId}>
        {t('answer.aws')}
      </Text>
      {decision && <VerdictBadge verdict={VERDICTS[decision]} />}
      {state === 'unavailable' && (
        <span className={styles.verdict}>
          <RiQuestionLine aria-hidden size={18} />
          {t('answer.awsNotReadable')}
        </span>
      )}
      {state === 'answered' && (
        <p className={styles.difference} data-differs={differs || undefined}>
          {differs && <RiErrorWarningLine aria-hidden size={18} />}
          {t(`answer.${differs ? 'differs' : same}`)}
        </p>
      )}
      {message && (
        <Text as="p" variant="body-small">
          <WithCode text={message} />
        </Text>
      )}
      {reason && (
        <Fact name={t('answer.whyItDiffers')}>
          <Text as="p" variant="body-small">
            <WithCode text={reason} />
          </Text>
        </Fact>
      )}
    </div>
  );
}
