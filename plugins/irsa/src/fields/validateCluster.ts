import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { addError } from './addError';

/** A cluster must be chosen. */
export const validateCluster: CustomFieldValidator<string> = (
  value,
  field,
  { apiHolder },
) => {
  if (!value) addError(field, apiHolder, 'field.clusterRequired');
};
