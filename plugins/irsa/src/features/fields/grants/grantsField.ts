import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { GrantsEditor } from './GrantsEditor';
import { grantsSchema } from './grantsSchema';
import { validateGrants } from './validateGrants';

/** `ui:field: IrsaGrantsEditor`: the permissions of the service, with a row for each service and resource. The value is a list of grants. */
export const grantsField = createFormField({
  name: 'IrsaGrantsEditor',
  component: GrantsEditor,
  validation: validateGrants,
  schema: grantsSchema,
});
