import type { Plan } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { PermissionChanges } from '../../../shared/operation/plan/PermissionChanges';
import { Violations } from '../../../shared/operation/plan/Violations';
import { changingSteps } from '../../../shared/operation/plan/changingSteps';
import { irsaTranslationRef } from '../../../translation';
import { StepChangeList } from '../../../shared/operation/StepChangeList';

/** What is against an adoption, and what it changes: each object as it is and as it will be, and what the service can do then. */
export function AdoptionPlan({ plan }: { plan: Plan }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const steps = changingSteps(plan.steps);
  const isFine = plan.violations.length === 0;
  return (
    <>
      <Violations violations={plan.violations} warnings={plan.warnings} />
      {steps.length > 0 && (
        <StepChangeList
          title={t('adopt.changes')}
          steps={steps}
          isOpenAtFirst
        />
      )}
      {steps.length === 0 && isFine && (
        <Text variant="body-small">{t('adopt.nothing')}</Text>
      )}
      {plan.permissions && <PermissionChanges permissions={plan.permissions} />}
    </>
  );
}
