import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { fieldSchema } from '../fieldSchema';
import { ServiceAccountPicker } from './ServiceAccountPicker';

/**
 * `ui:field: IrsaServiceAccountPicker`: an IAM service account of the component in the form's field `component`. The value is cluster/namespace/name.
 */
export const serviceAccountField = createFormField({
  name: 'IrsaServiceAccountPicker',
  component: ServiceAccountPicker,
  schema: fieldSchema,
});
