import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from './specOptions';

/** The schema of a field whose value says whether the losses of the plan are confirmed. Its options name the form fields of the spec. */
export const planSchema = makeFieldSchema({
  output: z => z.boolean(),
  uiOptions: specOptions,
});

/** The properties of the field. */
export type PlanFieldProps = typeof planSchema.TProps;
