import { hasLosses } from '@backstage-irsa/core/planning';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { validatorTexts } from '../validatorTexts';
import { isOfGrants } from './ofField';
import { violationsFor } from './ofDelivery';
import { plannedNow } from './plannedNow';
import type { SpecFields } from './specOf';

/** Checks that the plan has no violations and that its losses are confirmed. The grants field reports violations about grants. */
export const validatePlan: CustomFieldValidator<boolean, SpecFields> = async (
  isConfirmed,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const plan = await plannedNow(apiHolder, formData, uiSchema?.['ui:options']);
  if (!plan) return;
  for (const violation of violationsFor(plan, formData)) {
    if (!isOfGrants(violation)) field.addError(violation.message);
  }
  if (hasLosses(plan) && !isConfirmed) {
    field.addError(validatorTexts(apiHolder)('losses.unconfirmed'));
  }
};
