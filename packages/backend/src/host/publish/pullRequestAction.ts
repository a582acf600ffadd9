import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { PullRequester } from './types';

/** A name that Git, GitHub and people take alike. */
const BRANCH = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The action `host:pull-request`. */
export function createHostPullRequestAction(open: PullRequester) {
  return createTemplateAction({
    id: 'host:pull-request',
    description:
      'Asks for a change of a repository: by a pull request when GitHub is configured, else by a branch of the local Git repository, which is made when it is not there.',
    schema: {
      input: {
        name: z => z.string({ description: 'The name of the repository.' }),
        branch: z =>
          z.string({
            description: 'The branch: lower-case letters, digits and "-".',
          }),
        title: z => z.string({ description: 'What is asked for.' }),
        description: z => z.string({ description: 'Why, and what follows.' }),
        sourcePath: z =>
          z.string({
            description:
              'The folder of the workspace that holds the files, laid out as in the repository.',
          }),
      },
      output: {
        where: z =>
          z.string({ description: 'Where it waits, for people to read.' }),
        url: z =>
          z.string({ description: 'Its page, when it has one.' }).optional(),
      },
    },
    async handler(ctx) {
      const { branch } = ctx.input;
      if (!BRANCH.test(branch)) {
        throw new InputError(
          `branch "${branch}" cannot name a branch: lower-case letters, digits and "-", beginning and ending with a letter or digit.`,
        );
      }
      const { where, url } = await open(ctx.input, ctx);
      ctx.logger.info(`The change waits in ${where}`);
      ctx.output('where', where);
      if (url) ctx.output('url', url);
    },
  });
}
