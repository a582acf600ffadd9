import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** A field that only shows something. */
export const planSchema = makeFieldSchema({ output: z => z.null() });

/** Properties of a field that only shows something. */
export type PlanFieldProps = typeof planSchema.TProps;
