import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ResourceInput } from './ResourceInput';
import { resourceSchema } from './resourceSchema';
import { validateResource } from './validateResource';

/** `ui:field: IrsaResourceInput`: the AWS resource of a form with one grant, such as a bucket. The value is the name. */
export const resourceField = createFormField({
  name: 'IrsaResourceInput',
  component: ResourceInput,
  validation: validateResource,
  schema: resourceSchema,
});
