import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PlanPreview } from './PlanPreview';
import { planSchema } from './planSchema';

/** `ui:field: IrsaPlanPreview`: what the form would make as it stands now. It has no value of its own. */
export const planField = createFormField({
  name: 'IrsaPlanPreview',
  component: PlanPreview,
  schema: planSchema,
});
