import { posix } from 'node:path';
import type {
  BackstageCredentials,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { renderers } from '@backstage-irsa/core/delivery';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type RenderedFile,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from '../lib/explainRefusal';
import { extendInput, specOfInput } from '../lib/extendInput';
import { confirmInput, refuseLosses } from '../lib/refuseLosses';
import { patchOutput, putOutPatch } from '../lib/patchOutput';
import { refuseViolations } from '../lib/refuseViolations';
import {
  patchServiceAccountFile,
  serviceAccountFileInput,
} from '../lib/serviceAccountFile';
import { specInput } from '../lib/specInput';
import { writeFiles } from '../lib/writeFiles';
import type { Zod } from '../lib/zod';
import { pullRequestOutput } from '../pullRequest/output';
import { pullRequestOf } from '../pullRequest/pullRequest';
import { repositoryOf, type Repository } from '../pullRequest/repository';
import type { PullRequestSettings } from '../pullRequest/settings';
import { fetchSourceFile } from '../pullRequest/sourceFile';
import { examples } from './serviceAccountRender.examples';

const input = {
  ...specInput,
  ...extendInput,
  format: (z: Zod) =>
    z.enum(
      [
        'iam-json',
        'terraform',
        'cloudformation',
        'eksctl',
        'ack',
        'crossplane',
      ],
      { description: 'The tool that will create the AWS identity.' },
    ),
  targetPath: (z: Zod) =>
    z
      .string({
        description:
          'The folder of the workspace to write to. Default: the workspace itself.',
      })
      .optional(),
  ...serviceAccountFileInput,
  repositoryFile: (z: Zod) =>
    z
      .string({
        description:
          'With pullRequest: the same file, read from the repository instead of the workspace, as path[#key of the annotations in Helm values]. Default: the annotation backstage-irsa.dev/service-account-file of the catalog entity, or irsa.pullRequests.serviceAccountFile in the configuration.',
      })
      .optional(),
  pullRequest: (z: Zod) =>
    z
      .boolean({
        description:
          'Write the files to their folder of the repository, below targetPath, and return the destination of the pull request, from irsa.pullRequests in the configuration and the annotations of the catalog entity. Default: false.',
      })
      .optional(),
  createResources: (z: Zod) =>
    z
      .boolean({
        description:
          'Also write files that create the buckets, queues and tables of the grants, for Terraform, CloudFormation, ACK and Crossplane. Default: false.',
      })
      .optional(),
  ...confirmInput,
  deliver: (z: Zod) =>
    z
      .boolean({
        description:
          'Record the request, so that the page of the IAM service account shows "Pending delivery" until the objects exist. Default: false.',
      })
      .optional(),
};

const output = {
  files: (z: Zod) =>
    z.array(z.string(), {
      description: 'The paths of the files in the workspace.',
    }),
  notes: (z: Zod) =>
    z.array(z.string(), {
      description:
        'What the tool needs in addition, or cannot express, as sentences.',
    }),
  ...patchOutput,
  changedFile: (z: Zod) =>
    z
      .string({
        description:
          'The workspace path of the file that defines an existing ServiceAccount, with its annotations set. Absent if no file is given.',
      })
      .optional(),
  serviceAccountName: (z: Zod) =>
    z.string({ description: 'The name of the ServiceAccount.' }),
  namespace: (z: Zod) => z.string({ description: 'The Kubernetes namespace.' }),
  region: (z: Zod) =>
    z
      .string({
        description:
          'The region of the cluster. Present with the input pullRequest.',
      })
      .optional(),
  ...pullRequestOutput,
  annotation: (z: Zod) =>
    z.string({
      description:
        'The value of backstage-irsa.dev/service-account for the catalog entity.',
    }),
};

interface Options {
  irsa: IrsaService;
  catalog: CatalogService;
  settings?: PullRequestSettings;
  reader: UrlReaderService;
}

/** Returns the destination of the pull request, from the configuration and the catalog entity, and the region of the cluster. */
async function destinationOf(
  spec: IamServiceAccountSpec,
  irsa: IrsaApi,
  {
    catalog,
    settings,
    credentials,
  }: Pick<Options, 'catalog' | 'settings'> & {
    credentials: BackstageCredentials;
  },
) {
  const entity = await catalog.getEntityByRef(spec.entityRef, { credentials });
  const repository = repositoryOf(settings, entity, spec);
  const { items } = await explainRefusal(irsa.listClusters());
  const region = items.find(({ name }) => name === spec.cluster)?.region ?? '';
  return { entity, repository, region };
}

/** Returns the input for a step that opens the pull request. */
function pullRequestFor(
  repository: Repository,
  spec: IamServiceAccountSpec,
  format: keyof typeof renderers,
  written: { files: RenderedFile[]; notes: string[] },
) {
  return pullRequestOf(repository, spec, {
    ...written,
    title: `Give ${spec.entityRef} its AWS identity`,
    summary: `IAM role, policy and ServiceAccount ${spec.namespace}/${spec.name} in cluster ${spec.cluster}, as ${renderers[format].title} in ${repository.path}. Nothing is created until this is merged and applied.`,
  });
}

/** Creates the action `irsa:service-account:render`. */
export function createServiceAccountRenderAction({
  irsa: service,
  catalog,
  settings,
  reader,
}: Options) {
  return createTemplateAction({
    id: 'irsa:service-account:render',
    description:
      'Writes the AWS identity of a service into the workspace as files for another tool, such as Terraform, for a pull request. Changes nothing in AWS or the cluster.',
    examples,
    supportsDryRun: true,
    schema: { input, output },
    async handler(ctx) {
      const {
        format,
        targetPath = '.',
        serviceAccountFile,
        repositoryFile,
        deliver = false,
        keepUnspecified = false,
        confirmLosses = false,
        pullRequest: isForPullRequest = false,
        createResources = false,
        ...asked
      } = ctx.input;
      const { logger, signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const spec = await specOfInput(asked, keepUnspecified, irsa);
      const destination = isForPullRequest
        ? await destinationOf(spec, irsa, { catalog, settings, credentials })
        : undefined;
      const remembers = deliver && !ctx.isDryRun;
      const planned = await explainRefusal(
        irsa.renderServiceAccount(spec, format, { createResources }),
      );
      refuseViolations(planned, logger);
      refuseLosses({ ...planned, steps: [] }, confirmLosses);
      const fetched =
        destination && planned.serviceAccountPatch && !serviceAccountFile
          ? await fetchSourceFile(
              {
                ...{ asked: repositoryFile, entity: destination.entity },
                ...{ settings, of: spec },
              },
              destination.repository,
              { reader, workspacePath: ctx.workspacePath, targetPath },
            )
          : undefined;
      const source = await patchServiceAccountFile(
        ctx.workspacePath,
        serviceAccountFile ?? fetched,
        spec,
        planned.serviceAccountPatch,
      );
      const identity = remembers
        ? await explainRefusal(
            irsa.deliverServiceAccount(spec, format, { createResources }),
          )
        : planned;
      const { files } = identity;
      const notes = [...identity.notes, ...source.notes];
      const folder = posix.join(
        targetPath,
        destination?.repository.path ?? '.',
      );
      const paths = [
        ...(await writeFiles(ctx.workspacePath, folder, files)),
        ...(await writeFiles(ctx.workspacePath, '.', source.files)),
      ];
      const title = formatServiceAccountRef(spec);
      paths.forEach(path => logger.info(`Wrote ${path}`));
      notes.forEach(note => logger.info(note));
      if (remembers) logger.info(`${title} is pending delivery`);

      ctx.output('files', paths);
      ctx.output('notes', notes);
      ctx.output('changedFile', source.files[0]?.path);
      putOutPatch(identity.serviceAccountPatch, (key, value) =>
        ctx.output(key, value),
      );
      ctx.output('serviceAccountName', spec.name);
      ctx.output('namespace', spec.namespace);
      ctx.output('annotation', title);
      ctx.output('region', destination?.region);
      if (destination) {
        const written = { files: [...files, ...source.files], notes };
        ctx.output(
          'pullRequest',
          pullRequestFor(destination.repository, spec, format, written),
        );
      }
    },
  });
}
