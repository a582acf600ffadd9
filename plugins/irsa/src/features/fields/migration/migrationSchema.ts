import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The schema of a field that only shows content. */
export const migrationSchema = makeFieldSchema({ output: z => z.null() });

/** The properties of a field that only shows content. */
export type MigrationFieldProps = typeof migrationSchema.TProps;
