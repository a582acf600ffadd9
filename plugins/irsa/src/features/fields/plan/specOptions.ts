import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The Zod library that fields use for their schemas. */
type Zod = Parameters<Parameters<typeof makeFieldSchema>[0]['output']>[0];

/** The options that name the form fields with the parts of a spec. Shared by all fields that use the form's spec. */
export const specOptions = (z: Zod) =>
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
    keepUnspecified: z
      .boolean()
      .optional()
      .describe(
        'Whether what the form does not ask for stays as it is recorded, as the action does with its input of this name.',
      ),
  });
