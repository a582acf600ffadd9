import { checkGrants, type Grant } from '@backstage-irsa/plugin-irsa-common';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';

/** Each grant must be whole, and its resource well named. How many there must be is for the template to say. */
export const validateGrants: CustomFieldValidator<Grant[]> = (value, field) => {
  for (const { message } of checkGrants(value ?? [])) field.addError(message);
};
