import { hasLosses } from '@backstage-irsa/core/planning';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { validatorTexts } from '../validatorTexts';
import { isOfGrants } from './ofField';
import { violationsFor } from './ofDelivery';
import { plannedNow } from './plannedNow';
import type { SpecFields } from './specOf';

/** The plan must break no rule, and its losses must be confirmed. Rules about grants are said by their own field. */
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
