import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { migrationSchema } from '../migration/migrationSchema';
import { HandOverPreview } from './HandOverPreview';

/** `ui:field: IrsaHandOverPreview`: the files by which the IAM service account of the form goes to the tool in its field `to`, or comes back. It has no value of its own. */
export const handOverField = createFormField({
  name: 'IrsaHandOverPreview',
  component: HandOverPreview,
  schema: migrationSchema,
});
