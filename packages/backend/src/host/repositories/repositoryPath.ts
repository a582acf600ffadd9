import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** The directory that holds the local Git repositories. */
export function repositoriesDirectory(config: RootConfigService): string {
  return resolve(
    config.getOptionalString('host.localGit.directory') ??
      '../../.sandbox/repositories',
  );
}

/**
 * Where the repository of that name lives.
 *
 * @throws InputError - when the name is not one plain directory name.
 */
export function repositoryPath(directory: string, name: string): string {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) {
    throw new InputError(
      `name "${name}" cannot name a repository: lower-case letters, digits and "-", beginning and ending with a letter or digit, at most 63 characters.`,
    );
  }
  return resolve(directory, name);
}
