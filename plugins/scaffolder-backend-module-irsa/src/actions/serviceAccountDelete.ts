import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { serviceAccountId } from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { followOperation } from '../lib/followOperation';
import { whyInput, whyOf } from '../lib/whyInput';
import { examples } from './serviceAccountDelete.examples';

/** Creates the action `irsa:service-account:delete`. */
export function createServiceAccountDeleteAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:delete',
    description:
      'Deletes the ServiceAccount, IAM role and policy that Backstage created for a service, unless others use them. Leaves objects that Backstage did not create unchanged.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        cluster: z =>
          z.string({
            description: 'The name of a cluster, as in irsa.clusters.',
          }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        name: z => z.string({ description: 'The name of the ServiceAccount.' }),
        ...whyInput,
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { cluster, namespace, name, reason, changeNumber } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const id = serviceAccountId({ cluster, namespace, name });
      if (ctx.isDryRun) {
        const { steps } = await irsa.planDeletion(id);
        steps.forEach(({ summary }) => logger.info(`Planned: ${summary}`));
        return;
      }
      const why = whyOf({ reason, changeNumber });
      await followOperation(irsa, irsa.deleteServiceAccount(id, why), ctx);
    },
  });
}
