import { isNamespaceName } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfNamespace } from './plan/ofField';
import { plannedNow } from './plan/plannedNow';
import type { SpecFields } from './plan/specOf';
import { validatorTexts } from './validatorTexts';

/**
 * Checks that the name is valid in Kubernetes and that the namespace rules allow it for the owner. The template says whether the field is required.
 */
export const validateNamespace: CustomFieldValidator<
  string,
  SpecFields
> = async (value, field, { apiHolder, formData, uiSchema }) => {
  if (!value) return;
  if (!isNamespaceName(value)) {
    field.addError(validatorTexts(apiHolder)('field.namespaceInvalid'));
    return;
  }
  const plan = await plannedNow(apiHolder, formData, uiSchema?.['ui:options']);
  const broken = plan?.violations.filter(isOfNamespace) ?? [];
  for (const { message } of broken) field.addError(message);
};
