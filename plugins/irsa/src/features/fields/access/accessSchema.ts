import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** All fields of a form. */
export const accessSchema = makeFieldSchema({
  output: z => z.record(z.unknown()),
});

/** Properties of the form. */
export type AccessFormProps = typeof accessSchema.TProps;
