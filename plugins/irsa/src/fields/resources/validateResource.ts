import { checkGrants } from '@backstage-irsa/plugin-irsa-common';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { plannedViolations } from '../plan/plannedViolations';
import { grantOf, resourceSpec, type ResourceOptions } from './resourceSpec';

/** The resource must be well named, and one that the plan may grant. Whether there must be one is for the template to say. */
export const validateResource: CustomFieldValidator<
  string,
  ResourceOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  if (!value) return;
  const options: Partial<ResourceOptions> = uiSchema?.['ui:options'] ?? {};
  const wrong = checkGrants([grantOf(formData, options, value)]);
  const broken =
    wrong.length > 0
      ? wrong
      : await plannedViolations(
          apiHolder,
          resourceSpec(formData, options, value),
        );
  for (const { message } of broken) field.addError(message);
};
