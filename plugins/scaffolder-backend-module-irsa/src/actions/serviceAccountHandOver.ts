import { posix } from 'node:path';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { renderers } from '@backstage-irsa/core/delivery';
import {
  formatServiceAccountRef,
  type HandOverTarget,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { accountInput, accountOfInput } from '../lib/accountInput';
import { explainRefusal } from '../lib/explainRefusal';
import { writeFiles } from '../lib/writeFiles';
import { pullRequestOutput } from '../pullRequest/output';
import { pullRequestOf } from '../pullRequest/pullRequest';
import { repositoryOf } from '../pullRequest/repository';
import type { PullRequestSettings } from '../pullRequest/settings';
import { examples } from './serviceAccountHandOver.examples';

/** Creates the action `irsa:service-account:hand-over`. */
export function createServiceAccountHandOverAction({
  irsa: service,
  catalog,
  settings,
}: {
  irsa: IrsaService;
  catalog: CatalogService;
  settings?: PullRequestSettings;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:hand-over',
    description:
      'Hands the AWS identity of a service over to a tool that works from Git, or takes it back, and writes the files for the pull request into the workspace. Changes nothing in AWS or the cluster.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...accountInput,
        to: z =>
          z.enum(
            ['terraform', 'cloudformation', 'ack', 'crossplane', 'backstage'],
            {
              description:
                'The tool that will manage the AWS identity, or backstage to take it back.',
            },
          ),
        targetPath: z =>
          z
            .string({
              description:
                'The folder of the workspace to write to. Default: the workspace itself.',
            })
            .optional(),
        pullRequest: z =>
          z
            .boolean({
              description:
                'Write the files to their folder of the repository, below targetPath, and return the destination of the pull request, from irsa.pullRequests in the configuration and the annotations of the catalog entity. Default: false.',
            })
            .optional(),
      },
      output: {
        serviceAccount: z =>
          z.string({ description: '`<cluster>/<namespace>/<name>`.' }),
        files: z =>
          z.array(z.string(), {
            description: 'The paths of the files in the workspace.',
          }),
        notes: z =>
          z.array(z.string(), {
            description: 'What to do with the files, as sentences.',
          }),
        ...pullRequestOutput,
      },
    },
    async handler(ctx) {
      const { logger, signal } = ctx;
      const { to, targetPath = '.', pullRequest = false } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const account = await accountOfInput(ctx.input, irsa);
      const { id, spec } = account;
      // Check this before the hand-over starts, to refuse a pull request that cannot be opened.
      const repository =
        pullRequest && spec
          ? repositoryOf(
              settings,
              await catalog.getEntityByRef(spec.entityRef, { credentials }),
              spec,
            )
          : undefined;
      const title = formatServiceAccountRef(account);
      ctx.output('serviceAccount', title);
      if (ctx.isDryRun) {
        logger.info(`Planned: hand ${title} over to ${to}`);
        return;
      }
      const { files, notes } = await explainRefusal(
        irsa.handOverServiceAccount(id, to),
      );
      const folder = posix.join(targetPath, repository?.path ?? '.');
      const paths = await writeFiles(ctx.workspacePath, folder, files);
      paths.forEach(path => logger.info(`Wrote ${path}`));
      notes.forEach(note => logger.info(note));
      ctx.output('files', paths);
      ctx.output('notes', notes);
      if (spec && repository) {
        const content = { files, notes, ...wordsOf(spec, to) };
        ctx.output('pullRequest', pullRequestOf(repository, spec, content));
      }
    },
  });
}

function wordsOf(
  { entityRef, cluster, namespace, name }: IamServiceAccountSpec,
  to: HandOverTarget,
): { title: string; summary: string } {
  const what = `the AWS identity of ${entityRef}`;
  const where = `ServiceAccount ${namespace}/${name} in cluster ${cluster}`;
  return to === 'backstage'
    ? {
        title: `Give ${what} back to Backstage`,
        summary: `Releases the role of ${where}. Nothing is deleted or recreated.`,
      }
    : {
        title: `Take over ${what}`,
        summary: `Takes over the role of ${where} as ${renderers[to].title}. Nothing is created or deleted.`,
      };
}
