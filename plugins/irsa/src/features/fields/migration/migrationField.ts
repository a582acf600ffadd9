import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MigrationPreview } from './MigrationPreview';
import { migrationSchema } from './migrationSchema';

/**
 * `ui:field: IrsaMigrationPreview`: the changes of migrating the form's IAM service account to the mechanism in the field `to`. The field has no
 * value.
 */
export const migrationField = createFormField({
  name: 'IrsaMigrationPreview',
  component: MigrationPreview,
  schema: migrationSchema,
});
