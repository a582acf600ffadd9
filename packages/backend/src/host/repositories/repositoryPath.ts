import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** Returns the directory that contains the local Git repositories. */
export function repositoriesDirectory(config: RootConfigService): string {
  return resolve(
    config.getOptionalString('host.localGit.directory') ??
      '../../.sandbox/repositories',
  );
}

/**
 * Returns the path of the repository with a name.
 *
 * @throws InputError - if the name is not a single valid directory name.
 */
export function repositoryPath(directory: string, name: string): string {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    throw new InputError(
      `Name "${name}" is not a valid repository name. Use at most 63 lowercase letters, digits and "-", beginning and ending with a letter or digit.`,
    );
  }
  return resolve(directory, name);
}
