import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PlanPreview } from './PlanPreview';
import { planSchema } from './planSchema';
import { validatePlan } from './validatePlan';

/** `ui:field: IrsaPlanPreview`: a live preview of the form's plan. The value says whether the losses are confirmed. */
export const planField = createFormField({
  name: 'IrsaPlanPreview',
  component: PlanPreview,
  validation: validatePlan,
  schema: planSchema,
});
