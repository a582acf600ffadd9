import { pathToFileURL } from 'node:url';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { repositoryPath } from '../repositories/repositoryPath';
import { commitToBranch } from './commitToBranch';
import type { LocalRepositories, PullRequester } from './types';

/** Asks for a change by a branch of the local Git repository of that name. Asking for the same again makes no commit. */
export function createLocalPullRequester(
  options: LocalRepositories,
): PullRequester {
  return async (input, { logger, workspacePath }) => {
    const { name, branch, title, description, sourcePath } = input;
    const dir = repositoryPath(options.directory, name);
    const commit = await commitToBranch({
      source: resolveSafeChildPath(workspacePath, sourcePath),
      dir,
      branch,
      message: `${title}\n\n${description}`,
      author: options.author,
    });
    logger.info(
      commit
        ? `Committed ${commit.slice(0, 10)} to branch ${branch} of ${dir}`
        : `Branch ${branch} of ${dir} is already as asked`,
    );
    return { where: `branch ${branch} of ${pathToFileURL(dir).href}` };
  };
}
