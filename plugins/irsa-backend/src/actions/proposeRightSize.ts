import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { READ_ONLY, type AddAction, type Zod } from './types';

function outputOf(z: Zod) {
  const confidence = z.enum(['high', 'medium', 'low']);
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    roleArn: z.string(),
    reportedAt: z.string(),
    method: z
      .enum(['plan', 'pull-request', 'manual', 'none'])
      .describe('How unused access can be removed.'),
    methodReason: z.string().optional(),
    services: z.array(
      z.object({
        service: z.string(),
        title: z.string(),
        decision: z.enum(['keep', 'drop', 'narrow', 'undecided']),
        confidence,
        reason: z.string(),
        unusedSince: z.string().optional(),
        keepReason: z
          .string()
          .optional()
          .describe('Why Backstage cannot remove it.'),
      }),
    ),
    drop: z
      .array(z.string())
      .describe('The services that are unused with high confidence.'),
    changes: z
      .array(z.string())
      .describe('The changes that the removal makes.'),
    commands: z
      .array(z.string())
      .describe('Commands for a role that Backstage does not change.'),
    notes: z.array(z.string()),
    deletion: z
      .object({ confidence, reason: z.string() })
      .optional()
      .describe('Present if the role was never used.'),
  });
}

/** The action `propose-right-size`. */
export const addProposeRightSize: AddAction = (registry, deps) =>
  registry.register({
    name: 'propose-right-size',
    title: 'Propose a smaller role from what was used',
    description:
      "Lists the AWS services that the role of a catalog entity may use but does not, since when, and with which confidence, from a new last-accessed report of AWS; takes some seconds. Use when somebody asks which access is unused, or how to reduce the permissions of a role. Do not use to list all its permissions (explain-permissions). Changes nothing; to remove access, use the entity's tab.",
    attributes: READ_ONLY,
    schema: { input: z => z.object(addressFields(z)), output: outputOf },
    action: async ({ input, credentials }) =>
      guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountVerifyPermission,
          event: { eventId: 'right-size-propose' },
        },
        async account => {
          const { at, roleArn, method, methodReason, drop, ...proposal } =
            await deps.services.rightSizes.propose(account, {});
          const { services, plan, manual, notes = [], deletion } = proposal;
          const steps = plan?.steps.filter(({ action }) => action !== 'none');
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              ...{ roleArn, reportedAt: at, method, drop, notes },
              ...(methodReason !== undefined && { methodReason }),
              services: services.map(
                ({ sources, lastAccessed, unusedActions, ...service }) =>
                  service,
              ),
              changes: (steps ?? []).map(({ summary }) => summary),
              commands: manual?.commands ?? [],
              ...(deletion && { deletion }),
            },
          };
        },
      ),
  });
