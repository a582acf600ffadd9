import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { specOptions } from '../plan/specOptions';

/** The schema of a field whose value is a list of grants. */
export const grantsSchema = makeFieldSchema({
  output: z =>
    z.array(
      z.object({
        service: z.string(),
        access: z.string(),
        resource: z.string(),
      }),
    ),
  uiOptions: specOptions,
});

/** The properties of a field whose value is a list of grants. */
export type GrantsFieldProps = typeof grantsSchema.TProps;
