import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
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
            extent: z.enum(['full', 'limited']),
            actions: z
              .array(z.string())
              .describe('At most 50; none where the level is full.'),
            resources: z.array(z.string()).describe('At most 50.'),
          }),
        ),
      }),
    ),
    risks: z.array(
      z.object({ id: z.string(), severity: z.string(), message: z.string() }),
    ),
    notRead: z
      .array(z.object({ layer: z.string(), reason: z.string().optional() }))
      .describe('Kinds of policies that could not be read, and may deny more.'),
  });
}

/** The action `explain-permissions`. */
export const addExplainPermissions: AddAction = (registry, deps) =>
  registry.register({
    name: 'explain-permissions',
    title: 'Explain what a service may do in AWS',
    description:
      "Says what the IAM role of a catalog entity may do, by AWS service and access level, with the risks in it, as last observed. Use when somebody asks what a service can reach, or before its permissions are reviewed. Do not use to decide one action on one resource (can-i) or to see whether the role is assumed at all (verify). Reads what the last verification stored ('checkedAt' says when): run verify first when there was none.",
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
          const { services, risks } = account.permissions;
          const { layers, checkedAt } =
            await deps.services.permissionReports.effective(account);
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              roleArn: account.roleArn,
              checkedAt,
              services,
              risks,
              notRead: layers.filter(({ state }) => state === 'not-read'),
            },
          };
        },
      ),
  });
