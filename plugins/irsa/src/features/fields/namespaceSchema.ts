import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from './plan/specOptions';

/** The schema of a field whose value is the name of a namespace. Its options name the form fields of the spec. */
export const namespaceSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: specOptions,
});

/** The properties of the field. */
export type NamespaceFieldProps = typeof namespaceSchema.TProps;
