import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** A field that only shows something, and is told where in the form the spec stands. */
export const filesSchema = makeFieldSchema({
  output: z => z.null(),
  uiOptions: z =>
    z.object({
      component: z
        .string()
        .optional()
        .describe(
          'The field that names the component; by default component. A name alone is one of the namespace default.',
        ),
      grants: z
        .array(
          z.object({
            service: z.string().describe('The AWS service, such as s3.'),
            accessField: z.string().describe('The field with the access.'),
            resourceField: z.string().describe('The field with the resource.'),
          }),
        )
        .optional()
        .describe(
          'The grants that fields of the form amount to, where it has no field grants.',
        ),
    }),
});

/** Properties of the field. */
export type FilesFieldProps = typeof filesSchema.TProps;
