import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The schema of a field whose value is a list of sentences. */
export const summarySchema = makeFieldSchema({
  output: z => z.array(z.string()),
});

/** The properties of the field. */
export type SummaryFieldProps = typeof summarySchema.TProps;
