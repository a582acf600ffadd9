import { checkGrants } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfGrants } from '../plan/ofField';
import { plannedNow } from '../plan/plannedNow';
import { grantOf, type ResourceOptions } from './resourceSpec';

/** Checks that the resource has a valid name and that the plan allows its grant. The template says whether the field is required. */
export const validateResource: CustomFieldValidator<
  string,
  ResourceOptions
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  if (!value) return;
  const options: Partial<ResourceOptions> = uiSchema?.['ui:options'] ?? {};
  const grants = [grantOf(formData, options, value)];
  const wrong = checkGrants(grants);
  const plan =
    wrong.length === 0
      ? await plannedNow(
          apiHolder,
          { ...formData, grants },
          { component: options.component },
        )
      : undefined;
  const broken = plan?.violations.filter(isOfGrants) ?? wrong;
  for (const { message } of broken) field.addError(message);
};
