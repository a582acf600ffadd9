import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccessForm } from './AccessForm';
import { accessSchema } from './accessSchema';

/**
 * `ui:field: IrsaAccessForm`, for a page of a form. When the user chooses a component in the field `component`, the fields `cluster`, `namespace`,
 * `name`, `mechanism`, `serviceAccount`, and `grants` of all pages start with the component's current values.
 */
export const accessField = createFormField({
  name: 'IrsaAccessForm',
  component: AccessForm,
  schema: accessSchema,
});
