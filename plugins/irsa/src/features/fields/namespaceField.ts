import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { namespaceSchema } from './namespaceSchema';
import { NamespacePicker } from './NamespacePicker';
import { validateNamespace } from './validateNamespace';

/** `ui:field: IrsaNamespacePicker`: a namespace of the cluster in the form's field `cluster`. The value is the name. */
export const namespaceField = createFormField({
  name: 'IrsaNamespacePicker',
  component: NamespacePicker,
  validation: validateNamespace,
  schema: namespaceSchema,
});
