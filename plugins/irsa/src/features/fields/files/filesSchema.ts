import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from '../plan/specOptions';

/** The schema of a field that only shows content. Its options name the form fields of the spec. */
export const filesSchema = makeFieldSchema({
  output: z => z.null(),
  uiOptions: specOptions,
});

/** The properties of the field. */
export type FilesFieldProps = typeof filesSchema.TProps;
