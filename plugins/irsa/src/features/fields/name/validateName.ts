import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { isOfName } from '../plan/ofField';
import { plannedNow } from '../plan/plannedNow';
import { validatorTexts } from '../validatorTexts';
import { isTaken } from './isTaken';
import type { NameOptions } from './nameSchema';

/**
 * Checks that the name is free, as far as that is known now. The task reports conflicts that are found later. The template checks the name's pattern.
 */
export const validateName: CustomFieldValidator<string, NameOptions> = async (
  value,
  field,
  { apiHolder, formData, uiSchema },
) => {
  if (!value) return;
  const options = uiSchema?.['ui:options'];
  const catalogApi = options?.newComponent && apiHolder.get(catalogApiRef);
  if (catalogApi && (await isTaken(catalogApi, value).catch(() => false))) {
    field.addError(validatorTexts(apiHolder)('name.taken', { name: value }));
  }
  const plan = await plannedNow(apiHolder, formData, options);
  const broken = plan?.violations.filter(isOfName) ?? [];
  for (const { message } of broken) field.addError(message);
};
