import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { servicesInShort } from './servicesInShort';
import { READ_ONLY, type AddAction, type Zod } from './types';

function outputOf(z: Zod) {
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    roleArn: z.string().nullable(),
    checkedAt: z.string(),
    services: z.array(
      z.object({
        service: z.string(),
        title: z.string(),
        levels: z.array(
          z.object({
            level: z.string(),
            extent: z.enum(['full', 'limited', 'none']),
            actions: z
              .array(z.string())
              .describe('At most 50. Empty if the level is full.'),
            resources: z.array(z.string()).describe('At most 50.'),
            blocked: z
              .array(z.string())
              .describe(
                'At most 50 actions that a policy of the role grants, but another policy blocks, such as an SCP.',
              ),
          }),
        ),
      }),
    ),
    risks: z.array(
      z.object({ id: z.string(), severity: z.string(), message: z.string() }),
    ),
    notRead: z
      .array(z.object({ layer: z.string(), reason: z.string().optional() }))
      .describe(
        'Kinds of policies that could not be read. They can deny more.',
      ),
  });
}

/** The action `explain-permissions`. */
export const addExplainPermissions: AddAction = (registry, deps) =>
  registry.register({
    name: 'explain-permissions',
    title: 'Explain what a service may do in AWS',
    description:
      "Lists what the IAM role of a catalog entity may do, by AWS service and access level, with its risks, as of the last verification ('checkedAt' is its time). Use when somebody asks what a service can reach, or before its permissions are reviewed. Do not use to decide one action on one resource (can-i) or to check whether pods can assume the role (verify). If there is no verification yet, run verify first.",
    attributes: READ_ONLY,
    schema: { input: z => z.object(addressFields(z)), output: outputOf },
    action: async ({ input, credentials }) =>
      guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountReadPermission,
          event: { eventId: 'permissions-fetch' },
        },
        async account => {
          const { services, risks, layers, checkedAt } =
            await deps.services.permissionReports.effective(account);
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              roleArn: account.roleArn,
              checkedAt,
              services: servicesInShort(services),
              risks,
              notRead: layers.filter(({ state }) => state === 'not-read'),
            },
          };
        },
      ),
  });
