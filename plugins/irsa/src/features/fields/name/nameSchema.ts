import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import type { SpecFields } from '../plan/specOf';
import { specOptions } from '../plan/specOptions';

/** A field whose value is the name of a ServiceAccount, and is told where in the form the spec stands. */
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

/** What the field is told of its form. */
export type NameOptions = SpecFields & { newComponent?: boolean };

/** Properties of the field. */
export type NameFieldProps = typeof nameSchema.TProps;
