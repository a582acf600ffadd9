import {
  formatServiceAccountRef,
  type MigrationBlocker,
} from '@backstage-irsa/core/model';
import { irsaServiceAccountUpdatePermission } from '@backstage-irsa/plugin-irsa-common';
import { addressFields } from './address';
import { guarded } from './guarded';
import { READ_ONLY, type AddAction, type Zod } from './types';

function outputOf(z: Zod) {
  const told = z.array(
    z.object({
      rule: z.string(),
      message: z.string(),
      remediation: z.string(),
    }),
  );
  return z.object({
    serviceAccount: z.string().describe('cluster/namespace/name'),
    from: z.enum(['irsa', 'pod-identity']),
    to: z.enum(['irsa', 'pod-identity']),
    stage: z
      .enum(['irsa', 'in-progress', 'pod-identity'])
      .describe('in-progress while its pods use both mechanisms.'),
    blockers: told.describe('The problems that block the migration.'),
    warnings: told,
    steps: z.array(z.string()).describe('The planned changes, in order.'),
    restarts: z.array(z.string()).describe('The commands that restart pods.'),
    remaining: z
      .array(z.string())
      .describe('The changes that follow the restarts.'),
  });
}

const plainly = ({ rule, message, remediation }: MigrationBlocker) => ({
  rule,
  message,
  remediation,
});

/** The action `plan-migration`. */
export const addPlanMigration: AddAction = (registry, deps) =>
  registry.register({
    name: 'plan-migration',
    title: 'Plan the migration of a service to EKS Pod Identity',
    description:
      'Lists what blocks the migration of a catalog entity from IRSA to EKS Pod Identity or back, what would change, and which pods must be restarted. Use when somebody asks whether or how a service can migrate to the other mechanism, or at which stage the migration is. Do not use to check whether its access works (verify). Changes nothing; to migrate, use the migration page or template.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          ...addressFields(z),
          to: z
            .enum(['irsa', 'pod-identity'])
            .optional()
            .describe('The mechanism to migrate to. Default: pod-identity.'),
        }),
      output: outputOf,
    },
    action: async ({ input, credentials }) => {
      const { to = 'pod-identity' } = input;
      return guarded(
        deps,
        {
          credentials,
          input,
          permission: irsaServiceAccountUpdatePermission,
          event: {
            eventId: 'migration-plan-create',
            severityLevel: 'low',
            meta: { to },
          },
        },
        async account => {
          const { migrations } = deps.services;
          const plan = await migrations.plan(
            account,
            to,
            await migrations.ownershipOf(account, credentials),
          );
          return {
            output: {
              serviceAccount: formatServiceAccountRef(account),
              from: plan.from,
              to: plan.to,
              stage: plan.stage,
              blockers: plan.blockers.map(plainly),
              warnings: plan.warnings.map(plainly),
              steps: plan.steps.map(({ summary }) => summary),
              restarts: plan.restarts.map(({ command }) => command),
              remaining: plan.remaining ?? [],
            },
          };
        },
      );
    },
  });
