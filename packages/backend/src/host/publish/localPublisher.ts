import { pathToFileURL } from 'node:url';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { repositoryPath } from '../repositories/repositoryPath';
import { commitToRepository } from './commitToRepository';
import type { LocalRepositories, Publisher } from './types';

/**
 * Publishes to a Git repository of the service's name below `directory`, which is served at `baseUrl`. Publishing the
 * same again makes no commit.
 */
export function createLocalPublisher(
  options: LocalRepositories & { baseUrl: string },
): Publisher {
  return async ({ name, sourcePath = '.' }, { logger, workspacePath }) => {
    const dir = repositoryPath(options.directory, name);
    const commit = await commitToRepository({
      workspace: resolveSafeChildPath(workspacePath, sourcePath),
      dir,
      message: `Publish ${name} from its template`,
      author: options.author,
    });
    logger.info(
      commit
        ? `Committed ${commit.slice(0, 10)} to ${dir}`
        : `Repository ${dir} is already as asked`,
    );
    return {
      remoteUrl: pathToFileURL(dir).href,
      repoContentsUrl: `${options.baseUrl}/${name}`,
    };
  };
}
