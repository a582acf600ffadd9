import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** A field whose value is a name. */
export const fieldSchema = makeFieldSchema({ output: z => z.string() });

/** Properties of a field whose value is a name. */
export type NameFieldProps = typeof fieldSchema.TProps;
