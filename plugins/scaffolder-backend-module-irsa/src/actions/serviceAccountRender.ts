import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { formatServiceAccountRef } from '@backstage-irsa/core/model';
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
import { examples } from './serviceAccountRender.examples';

/** The action `irsa:service-account:render`. */
export function createServiceAccountRenderAction({
  irsa: service,
}: {
  irsa: IrsaService;
}) {
  return createTemplateAction({
    id: 'irsa:service-account:render',
    description:
      'Writes the AWS identity of a service into the workspace as files for another tool, such as Terraform, for a pull request. Changes nothing in AWS or the cluster.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        ...specInput,
        ...extendInput,
        format: z =>
          z.enum(
            [
              'iam-json',
              'terraform',
              'cloudformation',
              'eksctl',
              'ack',
              'crossplane',
            ],
            { description: 'The tool that is to make it.' },
          ),
        targetPath: z =>
          z
            .string({
              description:
                'The folder of the workspace to write to. Default: the workspace itself.',
            })
            .optional(),
        ...serviceAccountFileInput,
        ...confirmInput,
        deliver: z =>
          z
            .boolean({
              description:
                'Remember that it was asked for, so that its page says that it waits for delivery until it is there. Default: false.',
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
            description:
              'What the tool needs besides, or cannot say, as sentences.',
          }),
        ...patchOutput,
        serviceAccountName: z => z.string(),
        namespace: z => z.string(),
        annotation: z =>
          z.string({
            description:
              'The value of backstage-irsa.dev/service-account for the catalog entity.',
          }),
      },
    },
    async handler(ctx) {
      const {
        format,
        targetPath = '.',
        serviceAccountFile,
        deliver = false,
        keepUnspecified = false,
        confirmLosses = false,
        ...asked
      } = ctx.input;
      const { logger, signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const irsa = service.as({ credentials, signal });
      const spec = await specOfInput(asked, keepUnspecified, irsa);
      const remembers = deliver && !ctx.isDryRun;
      const rendering = await explainRefusal(
        irsa.renderServiceAccount(spec, format),
      );
      refuseViolations(rendering);
      refuseLosses({ ...rendering, steps: [] }, confirmLosses);
      const source = await patchServiceAccountFile(
        ctx.workspacePath,
        serviceAccountFile,
        spec,
        rendering.serviceAccountPatch,
      );
      const { files, serviceAccountPatch, ...made } = remembers
        ? await explainRefusal(irsa.deliverServiceAccount(spec, format))
        : rendering;
      const notes = [...made.notes, ...source.notes];
      const paths = [
        ...(await writeFiles(ctx.workspacePath, targetPath, files)),
        ...(await writeFiles(ctx.workspacePath, '.', source.files)),
      ];
      const title = formatServiceAccountRef(spec);
      paths.forEach(path => logger.info(`Wrote ${path}`));
      notes.forEach(note => logger.info(note));
      if (remembers) logger.info(`${title} waits for delivery`);

      ctx.output('files', paths);
      ctx.output('notes', notes);
      putOutPatch(serviceAccountPatch, (key, value) => ctx.output(key, value));
      ctx.output('serviceAccountName', spec.name);
      ctx.output('namespace', spec.namespace);
      ctx.output('annotation', title);
    },
  });
}
