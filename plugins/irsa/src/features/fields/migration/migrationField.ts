import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MigrationPreview } from './MigrationPreview';
import { migrationSchema } from './migrationSchema';

/** `ui:field: IrsaMigrationPreview`: what moving the IAM service account of the form to the mechanism in its field `to` would change. It has no value of its own. */
export const migrationField = createFormField({
  name: 'IrsaMigrationPreview',
  component: MigrationPreview,
  schema: migrationSchema,
});
