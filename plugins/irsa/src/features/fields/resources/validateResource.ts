import { checkGrants } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfGrants } from '../plan/ofField';
import { plannedNow } from '../plan/plannedNow';
import { grantOf, type ResourceOptions } from './resourceSpec';

/** The resource must be well named, and one that the plan may grant. Whether there must be one is for the template to say. */
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
