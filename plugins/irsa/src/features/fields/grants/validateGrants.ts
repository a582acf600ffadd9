import { checkGrants, type Grant } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfGrants } from '../plan/ofField';
import { plannedNow } from '../plan/plannedNow';
import type { SpecFields } from '../plan/specOf';

/** Each grant must be whole, well named, and one that the plan may make. How many there must be is for the template to say. */
export const validateGrants: CustomFieldValidator<Grant[], SpecFields> = async (
  value,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const wrong = checkGrants(value ?? []);
  const plan =
    wrong.length === 0 && value?.length
      ? await plannedNow(
          apiHolder,
          { ...formData, grants: value },
          uiSchema?.['ui:options'],
        )
      : undefined;
  const broken = plan?.violations.filter(isOfGrants) ?? wrong;
  for (const { message } of broken) field.addError(message);
};
