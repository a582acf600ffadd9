import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from '../plan/specOptions';

/** A field that only shows something, and is told where in the form the spec stands. */
export const filesSchema = makeFieldSchema({
  output: z => z.null(),
  uiOptions: specOptions,
});

/** Properties of the field. */
export type FilesFieldProps = typeof filesSchema.TProps;
