import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { migrationSchema } from '../migration/migrationSchema';
import { HandOverPreview } from './HandOverPreview';

/**
 * `ui:field: IrsaHandOverPreview`: the files that hand the form's IAM service account over to the tool in the field `to`, or take it back. The field
 * has no value.
 */
export const handOverField = createFormField({
  name: 'IrsaHandOverPreview',
  component: HandOverPreview,
  schema: migrationSchema,
});
