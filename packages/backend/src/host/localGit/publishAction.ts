import { pathToFileURL } from 'node:url';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { repositoryPath } from '../repositories/repositoryPath';
import { commitToRepository } from './commitToRepository';
import type { LocalRepositories } from './types';

/** Creates the action `local-git:publish`. Repositories are served at `baseUrl`. Publishing the same files again creates no commit. */
export function createLocalPublishAction(
  options: LocalRepositories & { baseUrl: string },
) {
  return createTemplateAction({
    id: 'local-git:publish',
    description:
      'Publishes a folder of the workspace as a Git repository on this machine, for development.',
    schema: {
      input: {
        repo: z => z.string({ description: 'The name of the repository.' }),
        sourcePath: z =>
          z.string({ description: 'The folder of the workspace to publish.' }),
      },
      output: {
        remoteUrl: z => z.string({ description: 'The URL for `git clone`.' }),
        repoContentsUrl: z =>
          z.string({
            description: 'The URL of the root folder of the repository.',
          }),
      },
    },
    async handler({ input, logger, output, workspacePath }) {
      const { repo, sourcePath } = input;
      const dir = repositoryPath(options.directory, repo);
      const commit = await commitToRepository({
        workspace: resolveSafeChildPath(workspacePath, sourcePath),
        dir,
        message: `Publish ${repo} from its template`,
        author: options.author,
      });
      logger.info(
        commit
          ? `Committed ${commit.slice(0, 10)} to ${dir}`
          : `Repository ${dir} is already up to date`,
      );
      output('remoteUrl', pathToFileURL(dir).href);
      output('repoContentsUrl', `${options.baseUrl}/${repo}`);
    },
  });
}
