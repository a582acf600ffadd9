import type { Plan, PlanStep } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId, useState } from 'react';
import { PermissionChanges } from '../../../fields/plan/PermissionChanges';
import { Violations } from '../../../fields/plan/Violations';
import { irsaTranslationRef } from '../../../translation';
import { StepChange } from '../../changes/StepChange';
import styles from '../operation/OperationDialog.module.css';

function OpenStep({ step }: { step: PlanStep }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <li>
      <StepChange
        step={step}
        words={step.summary}
        isOpen={isOpen}
        onOpenChange={setOpen}
      />
    </li>
  );
}

/** What is against an adoption, and what it changes: each object as it is and as it will be, and what the service can do then. */
export function AdoptionPlan({ plan }: { plan: Plan }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const steps = plan.steps.filter(({ action }) => action !== 'none');
  const isFine = plan.violations.length === 0;
  return (
    <>
      <Violations violations={plan.violations} />
      {steps.length > 0 && (
        <>
          <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
            {t('adopt.changes')}
          </Text>
          <ul className={styles.changes} aria-labelledby={titleId}>
            {steps.map(step => (
              <OpenStep key={step.id} step={step} />
            ))}
          </ul>
        </>
      )}
      {steps.length === 0 && isFine && (
        <Text variant="body-small">{t('adopt.nothing')}</Text>
      )}
      {plan.permissions && <PermissionChanges permissions={plan.permissions} />}
    </>
  );
}
