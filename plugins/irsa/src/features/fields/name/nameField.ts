import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { NameInput } from './NameInput';
import { nameSchema } from './nameSchema';
import { validateName } from './validateName';

/** `ui:field: IrsaNameInput`: the name of the ServiceAccount, and also of the new component if the template creates one. The value is the name. */
export const nameField = createFormField({
  name: 'IrsaNameInput',
  component: NameInput,
  validation: validateName,
  schema: nameSchema,
});
