import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AccessSummary } from './AccessSummary';
import { summarySchema } from './summarySchema';

/**
 * `ui:field: IrsaAccessSummary`: the grants of the form's field `grants` as sentences, for the scaffolder's review page. It shows nothing in the
 * form.
 */
export const summaryField = createFormField({
  name: 'IrsaAccessSummary',
  component: AccessSummary,
  schema: summarySchema,
});
