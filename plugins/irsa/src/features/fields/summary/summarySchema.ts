import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** A field whose value is sentences. */
export const summarySchema = makeFieldSchema({
  output: z => z.array(z.string()),
});

/** Properties of the field. */
export type SummaryFieldProps = typeof summarySchema.TProps;
