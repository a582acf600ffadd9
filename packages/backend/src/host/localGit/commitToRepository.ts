import fs from 'node:fs';
import { basename } from 'node:path';
import git from 'isomorphic-git';

/** The indexes of the columns in a row of `git.statusMatrix`. */
const HEAD = 1;
const STAGE = 3;

/**
 * Copies the workspace into the repository and commits the differences from its newest commit. Creates the repository if it does not
 * exist.
 *
 * @returns the commit, or undefined if nothing differs.
 */
export async function commitToRepository(options: {
  workspace: string;
  dir: string;
  message: string;
  author: { name: string; email: string };
}): Promise<string | undefined> {
  const { workspace, dir, message, author } = options;
  await fs.promises.mkdir(dir, { recursive: true });
  await git.init({ fs, dir, defaultBranch: 'main' });
  await fs.promises.cp(workspace, dir, {
    recursive: true,
    filter: source => basename(source) !== '.git',
  });
  await git.add({ fs, dir, filepath: '.' });
  const status = await git.statusMatrix({ fs, dir });
  const changed = status.some(row => row[HEAD] === 0 || row[STAGE] !== 1);
  return changed ? git.commit({ fs, dir, message, author }) : undefined;
}
