import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from './specOptions';

/** A field whose value says whether the losses of the plan are confirmed, and is told where in the form the spec stands. */
export const planSchema = makeFieldSchema({
  output: z => z.boolean(),
  uiOptions: specOptions,
});

/** Properties of the field. */
export type PlanFieldProps = typeof planSchema.TProps;
