import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { accountInput, accountOfInput } from '../lib/accountInput';
import { explainRefusal } from '../lib/explainRefusal';
import { followOperation } from '../lib/followOperation';
import {
  commandsOf,
  describeBlocker,
  logMigrationPlan,
  logWhatIsLeft,
} from '../lib/migrationReport';
import { refusal } from '../lib/refusal';
import { stepSentence } from '../lib/stepSentence';
import { whyInput, whyOf } from '../lib/whyInput';
import { examples } from './serviceAccountMigrate.examples';

/** Creates the action `irsa:service-account:migrate`. */
export function createServiceAccountMigrateAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:migrate',
    description:
      'Migrates an IAM service account from IRSA to EKS Pod Identity, without an interruption for pods whose AWS SDK supports it, or back to IRSA, after which the pods must be restarted at once. Without confirmation, it returns the blockers and the planned changes, and changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...accountInput,
        to: z =>
          z
            .enum(['irsa', 'pod-identity'], {
              description:
                'The mechanism to migrate to. Default: pod-identity.',
            })
            .optional(),
        confirm: z =>
          z
            .boolean({
              description:
                'Whether to migrate it. Default: false, which only returns the planned changes.',
            })
            .optional(),
        ...whyInput,
      },
      output: {
        serviceAccount: z =>
          z.string({ description: '`<cluster>/<namespace>/<name>`.' }),
        stage: z =>
          z.enum(['irsa', 'in-progress', 'pod-identity'], {
            description: 'The stage of the migration.',
          }),
        blockers: z =>
          z.array(z.string(), {
            description: 'The problems that block the migration.',
          }),
        steps: z =>
          z.array(z.string(), {
            description: 'The changes that are planned, or were made.',
          }),
        restarts: z =>
          z.array(z.string(), {
            description: 'The commands that restart pods.',
          }),
        remaining: z =>
          z.array(z.string(), {
            description:
              'The changes that the next run makes after the restarts.',
          }),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { to = 'pod-identity', confirm = false } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const account = await accountOfInput(ctx.input, irsa);
      const title = formatServiceAccountRef(account);
      const planNow = () => explainRefusal(irsa.planMigration(account.id, to));
      const plan = await planNow();
      logMigrationPlan(logger, plan);
      ctx.output('serviceAccount', title);
      ctx.output('blockers', plan.blockers.map(describeBlocker));
      const isAsked = confirm && !ctx.isDryRun;
      if (isAsked && plan.blockers.length > 0) {
        throw refusal(
          'InputError',
          `Nothing was changed. ${plan.blockers
            .map(describeBlocker)
            .join(' ')}`,
        );
      }
      if (!isAsked) {
        logWhatIsLeft(logger, plan);
        ctx.output('stage', plan.stage);
        ctx.output(
          'steps',
          plan.steps.map(({ summary }) => summary),
        );
        ctx.output('restarts', commandsOf(plan.restarts));
        ctx.output('remaining', plan.remaining ?? []);
        return;
      }
      const { steps } = await followOperation(
        irsa,
        irsa.migrateServiceAccount(account.id, to, whyOf(ctx.input)),
        ctx,
      );
      const { restarts, remaining = [] } = await planNow();
      logWhatIsLeft(logger, { restarts, remaining });
      ctx.output('stage', restarts.length > 0 ? 'in-progress' : to);
      ctx.output('steps', steps.map(stepSentence));
      ctx.output('restarts', commandsOf(restarts));
      ctx.output('remaining', remaining);
    },
  });
}
