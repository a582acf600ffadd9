import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import type { SpecFields } from '../plan/specOf';
import { specOptions } from '../plan/specOptions';

/** The schema of a field whose value is the name of a ServiceAccount. Its options name the form fields of the spec. */
export const nameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    specOptions(z).extend({
      newComponent: z
        .boolean()
        .optional()
        .describe(
          'Whether it is also the name of a component that the template registers, so that the catalog must not have one.',
        ),
    }),
});

/** The options of the field. */
export type NameOptions = SpecFields & { newComponent?: boolean };

/** The properties of the field. */
export type NameFieldProps = typeof nameSchema.TProps;
