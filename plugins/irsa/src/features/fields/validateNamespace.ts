import { isNamespaceName } from '@backstage-irsa/core/model';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfNamespace } from './plan/ofField';
import { plannedNow } from './plan/plannedNow';
import type { SpecFields } from './plan/specOf';
import { validatorTexts } from './validatorTexts';

/** The name must be one that Kubernetes allows, and one that the rules give to the owner. Whether there must be one is for the template to say. */
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
