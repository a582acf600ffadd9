import fs from 'node:fs';
import { basename } from 'node:path';
import git from 'isomorphic-git';

/** Columns of a row of `git.statusMatrix`. */
const HEAD = 1;
const STAGE = 3;

/**
 * Copies the workspace into the repository, which is made when it is not there, and commits what differs from its
 * newest commit.
 *
 * @returns the commit, or undefined when nothing differs.
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
