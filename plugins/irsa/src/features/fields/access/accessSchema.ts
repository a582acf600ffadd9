import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The schema of a field whose value is all fields of a form. */
export const accessSchema = makeFieldSchema({
  output: z => z.record(z.unknown()),
});

/** The properties of the form. */
export type AccessFormProps = typeof accessSchema.TProps;
