import { checkGrants, type Grant } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfGrants } from '../plan/ofField';
import { plannedNow } from '../plan/plannedNow';
import type { SpecFields } from '../plan/specOf';

/** Checks that each grant is complete, has a valid resource name, and is allowed by the plan. The template sets the required number of grants. */
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
