import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { GrantsEditor } from './GrantsEditor';
import { grantsSchema } from './grantsSchema';
import { validateGrants } from './validateGrants';

/** `ui:field: IrsaGrantsEditor`: what the service may do, a row for each service and resource; its value is a list of grants. */
export const grantsField = createFormField({
  name: 'IrsaGrantsEditor',
  component: GrantsEditor,
  validation: validateGrants,
  schema: grantsSchema,
});
