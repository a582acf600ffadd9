import type { PlanStep } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useKeptOpen } from '../../ui/useKeptOpen';
import { irsaTranslationRef } from '../../../translation';
import { StepChange } from '../../operation/StepChange';

/** One resource that differs from the spec. Expands to the actual and requested value of each field. */
export function DriftedStep(props: { accountId: string; step: PlanStep }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { accountId, step } = props;
  const [isOpen, setOpen] = useKeptOpen(`drift ${accountId} ${step.id}`);
  return (
    <li>
      <StepChange
        step={step}
        words={t('drift.step', { step: step.summary })}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </li>
  );
}
