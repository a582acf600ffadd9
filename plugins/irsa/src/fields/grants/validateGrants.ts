import { checkGrants, type Grant } from '@backstage-irsa/plugin-irsa-common';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { specOf } from '../plan/specOf';
import { plannedViolations } from '../plan/plannedViolations';

/** Each grant must be whole, well named, and one that the plan may make. How many there must be is for the template to say. */
export const validateGrants: CustomFieldValidator<Grant[]> = async (
  value,
  field,
  { apiHolder, formData },
) => {
  const wrong = checkGrants(value ?? []);
  const broken =
    wrong.length > 0
      ? wrong
      : await plannedViolations(
          apiHolder,
          specOf({ ...formData, grants: value }),
        );
  for (const { message } of broken) field.addError(message);
};
