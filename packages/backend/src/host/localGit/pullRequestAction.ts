import { pathToFileURL } from 'node:url';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { repositoryPath } from '../repositories/repositoryPath';
import { commitToBranch } from './commitToBranch';
import type { LocalRepositories } from './types';

/** The pattern of branch names that are valid in Git and easy to read and type. */
const BRANCH = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Creates the action `local-git:pull-request`. Running it again with the same files creates no commit. */
export function createLocalPullRequestAction(options: LocalRepositories) {
  return createTemplateAction({
    id: 'local-git:pull-request',
    description:
      'Commits the workspace to a branch of a Git repository on this machine, for development. Creates the repository if it does not exist.',
    schema: {
      input: {
        repo: z => z.string({ description: 'The name of the repository.' }),
        branch: z =>
          z.string({
            description:
              'The name of the branch: lowercase letters, digits and "-".',
          }),
        title: z => z.string({ description: 'The requested change.' }),
        description: z =>
          z.string({
            description: 'The reason for the change and the next steps.',
          }),
      },
      output: {
        where: z =>
          z.string({ description: 'The branch and its repository, as text.' }),
      },
    },
    async handler({ input, logger, output, workspacePath }) {
      const { repo, branch, title, description } = input;
      if (!BRANCH.test(branch)) {
        throw new InputError(
          `Branch "${branch}" is not a valid branch name. Use lowercase letters, digits and "-", beginning and ending with a letter or digit.`,
        );
      }
      const dir = repositoryPath(options.directory, repo);
      const commit = await commitToBranch({
        source: workspacePath,
        dir,
        branch,
        message: `${title}\n\n${description}`,
        author: options.author,
      });
      logger.info(
        commit
          ? `Committed ${commit.slice(0, 10)} to branch ${branch} of ${dir}`
          : `Branch ${branch} of ${dir} is already up to date`,
      );
      output('where', `branch ${branch} of ${pathToFileURL(dir).href}`);
    },
  });
}
