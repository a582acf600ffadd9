import { isNamespaceName } from '@backstage-irsa/plugin-irsa-common';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { addError } from './addError';

/** A namespace must be chosen, and its name be one that Kubernetes allows. */
export const validateNamespace: CustomFieldValidator<string> = (
  value,
  field,
  { apiHolder },
) => {
  if (!value) addError(field, apiHolder, 'field.namespaceRequired');
  else if (!isNamespaceName(value)) {
    addError(field, apiHolder, 'field.namespaceInvalid');
  }
};
