import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Publisher } from './types';

/** The action `host:publish`. */
export function createHostPublishAction(publish: Publisher) {
  return createTemplateAction({
    id: 'host:publish',
    description:
      'Publishes the workspace as a Git repository where this host keeps its services: on GitHub when that is configured, else in a local directory.',
    schema: {
      input: {
        name: z => z.string({ description: 'The name of the repository.' }),
        description: z =>
          z.string({ description: 'What the repository is for.' }).optional(),
        sourcePath: z =>
          z
            .string({
              description:
                'The folder of the workspace to publish. Default: all of it.',
            })
            .optional(),
      },
      output: {
        remoteUrl: z => z.string({ description: 'What git clone takes.' }),
        repoContentsUrl: z =>
          z.string({ description: 'The root of the files.' }),
        catalogInfoUrl: z =>
          z.string({ description: 'What catalog:register takes.' }),
      },
    },
    async handler(ctx) {
      const { remoteUrl, repoContentsUrl } = await publish(ctx.input, ctx);
      ctx.output('remoteUrl', remoteUrl);
      ctx.output('repoContentsUrl', repoContentsUrl);
      ctx.output('catalogInfoUrl', `${repoContentsUrl}/catalog-info.yaml`);
    },
  });
}
