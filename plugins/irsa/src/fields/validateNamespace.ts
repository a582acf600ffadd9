import { isNamespaceName } from '@backstage-irsa/plugin-irsa-common';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { irsaTranslationRef } from '../translation';

/** The name must be one that Kubernetes allows. Whether there must be one is for the template to say. */
export const validateNamespace: CustomFieldValidator<string> = (
  value,
  field,
  { apiHolder },
) => {
  if (!value || isNamespaceName(value)) return;
  const translationApi = apiHolder.get(translationApiRef);
  if (!translationApi) throw new Error('The app has no translation API.');
  const { t } = translationApi.getTranslation(irsaTranslationRef);
  field.addError(t('field.namespaceInvalid'));
};
