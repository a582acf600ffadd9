import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The schema of a field whose value is a name. */
export const fieldSchema = makeFieldSchema({ output: z => z.string() });

/** The properties of a field whose value is a name. */
export type NameFieldProps = typeof fieldSchema.TProps;
