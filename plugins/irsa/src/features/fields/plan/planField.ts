import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PlanPreview } from './PlanPreview';
import { planSchema } from './planSchema';
import { validatePlan } from './validatePlan';

/** `ui:field: IrsaPlanPreview`: what the form would make as it stands now; its value is whether the losses are confirmed. */
export const planField = createFormField({
  name: 'IrsaPlanPreview',
  component: PlanPreview,
  validation: validatePlan,
  schema: planSchema,
});
