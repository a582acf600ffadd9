import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from './plan/specOptions';

/** A field whose value is the name of a namespace, and is told where in the form the spec stands. */
export const namespaceSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: specOptions,
});

/** Properties of the field. */
export type NamespaceFieldProps = typeof namespaceSchema.TProps;
