import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The schema of a field whose value is the name of an AWS resource. Its options describe the grant for it. */
export const resourceSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      service: z.string().describe('The AWS service, such as s3.'),
      accessField: z.string().describe('The field with the access.'),
      component: z
        .string()
        .optional()
        .describe(
          'The field that names the component; by default component. A name alone is one of the namespace default.',
        ),
    }),
});

/** The properties of the field. */
export type ResourceFieldProps = typeof resourceSchema.TProps;
