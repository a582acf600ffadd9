import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  formatServiceAccountRef,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import { writeFiles } from '../lib/writeFiles';
import { examples } from './serviceAccountHandOver.examples';

/** The action `irsa:service-account:hand-over`. */
export function createServiceAccountHandOverAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:hand-over',
    description:
      'Hands the AWS identity of a service over to a tool that works from Git, or takes it back, and writes the files for the pull request into the workspace. Changes nothing in AWS or the cluster.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        cluster: z =>
          z.string({
            description: 'A name of irsa.clusters in the configuration.',
          }),
        namespace: z => z.string({ description: 'The Kubernetes namespace.' }),
        name: z => z.string({ description: 'The name of the ServiceAccount.' }),
        to: z =>
          z.enum(
            ['terraform', 'cloudformation', 'ack', 'crossplane', 'backstage'],
            { description: 'Who is to manage it.' },
          ),
        targetPath: z =>
          z
            .string({
              description:
                'The folder of the workspace to write to. Default: the workspace itself.',
            })
            .optional(),
      },
      output: {
        files: z =>
          z.array(z.string(), {
            description: 'The paths of the files in the workspace.',
          }),
        notes: z =>
          z.array(z.string(), {
            description: 'What to do with the files, as sentences.',
          }),
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { cluster, namespace, name, to, targetPath = '.' } = ctx.input;
      const serviceAccount = { cluster, namespace, name };
      const title = formatServiceAccountRef(serviceAccount);
      if (ctx.isDryRun) {
        logger.info(`Planned: hand ${title} over to ${to}`);
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const { files, notes } = await explainRefusal(
        irsa.handOverServiceAccount(serviceAccountId(serviceAccount), to),
      );
      const paths = await writeFiles(ctx.workspacePath, targetPath, files);
      paths.forEach(path => logger.info(`Wrote ${path}`));
      notes.forEach(note => logger.info(note));
      ctx.output('files', paths);
      ctx.output('notes', notes);
    },
  });
}
