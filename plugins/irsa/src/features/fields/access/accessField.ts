import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccessForm } from './AccessForm';
import { accessSchema } from './accessSchema';

/**
 * `ui:field: IrsaAccessForm`, of a page of a form: once its field `component` is chosen, the fields `cluster`, `namespace`, `name`, `mechanism`,
 * `serviceAccount` and `grants` of all pages start from what the component has.
 */
export const accessField = createFormField({
  name: 'IrsaAccessForm',
  component: AccessForm,
  schema: accessSchema,
});
