import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { READ_ONLY, type AddAction, type Zod } from './types';

/** The maximum length of the text in characters, the same as in the route. */
const LONGEST_TEXT = 20_000;

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    verifiedAt: z.string(),
    recognized: z
      .array(
        z.object({
          text: z.string(),
          meaning: z.string(),
          action: z.string().optional(),
          resource: z.string().optional(),
          principal: z.string().optional(),
        }),
      )
      .describe('The recognized parts of the text.'),
    candidates: z
      .array(
        z.object({
          fault: z.string(),
          title: z.string(),
          state: z.enum(['confirmed', 'possible', 'ruled-out']),
          reason: z.string(),
          check: z.string().optional(),
          remediation: z.string().nullable(),
          commands: z.array(z.string()).optional(),
        }),
      )
      .describe('The most likely fault first.'),
  });
}

/** The action `diagnose`. */
export const addDiagnose: AddAction = (registry, deps) =>
  registry.register({
    name: 'diagnose',
    title: 'Diagnose an AWS error of a service',
    description:
      'Takes an error text from the log of a pod (AccessDenied, InvalidIdentityToken, NoCredentialProviders …) and lists the possible faults of the AWS identity of the catalog entity, the most likely first, each confirmed or ruled out by checks that run now, with its fix. Use when somebody shows such an error. Do not use without an error text (verify) or for errors that do not come from AWS. The text is neither stored nor logged, and secrets in it are not returned.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          ...addressFields(z),
          text: z
            .string()
            .min(1)
            .max(LONGEST_TEXT)
            .describe('Some lines of the log, with the error.'),
        }),
      output: outputOf,
    },
    action: async ({ input, credentials }) =>
      guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountVerifyPermission,
          event: { eventId: 'service-account-diagnose' },
        },
        async account => ({
          output: {
            serviceAccount: formatServiceAccountRef(account),
            ...(await deps.services.diagnoses.diagnose(account, input.text)),
          },
        }),
      ),
  });
