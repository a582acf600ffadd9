import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** A field that only shows something. */
export const migrationSchema = makeFieldSchema({ output: z => z.null() });

/** Properties of a field that only shows something. */
export type MigrationFieldProps = typeof migrationSchema.TProps;
