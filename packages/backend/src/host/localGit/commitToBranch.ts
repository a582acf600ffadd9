import fs from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import git, { type TreeEntry } from 'isomorphic-git';

/** A folder to commit: the paths of its files by name, and its subfolders. */
interface Folder {
  files: Map<string, string>;
  folders: Map<string, Folder>;
}

const newFolder = (): Folder => ({ files: new Map(), folders: new Map() });

async function readFolder(dir: string): Promise<Folder> {
  const root = newFolder();
  const entries = await fs.promises.readdir(dir, {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of entries.filter(one => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const parts = relative(dir, path).split(sep);
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const child = folder.folders.get(part) ?? newFolder();
      folder.folders.set(part, child);
      folder = child;
    }
    folder.files.set(basename(path), path);
  }
  return root;
}

/** Writes a tree with the entries of the old tree, overwritten by the files of a folder. Returns the ID of the new tree. */
async function writeTree(
  dir: string,
  folder: Folder,
  old: TreeEntry[],
): Promise<string> {
  const entries = new Map(old.map(entry => [entry.path, entry]));
  for (const [path, file] of folder.files) {
    const blob = await fs.promises.readFile(file);
    const oid = await git.writeBlob({ fs, dir, blob });
    entries.set(path, { mode: '100644', path, oid, type: 'blob' });
  }
  for (const [path, child] of folder.folders) {
    const known = entries.get(path);
    const below =
      known?.type === 'tree'
        ? (await git.readTree({ fs, dir, oid: known.oid })).tree
        : [];
    const oid = await writeTree(dir, child, below);
    entries.set(path, { mode: '040000', path, oid, type: 'tree' });
  }
  return git.writeTree({ fs, dir, tree: [...entries.values()] });
}

async function resolve(dir: string, ref: string): Promise<string | undefined> {
  try {
    return await git.resolveRef({ fs, dir, ref });
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return undefined;
    throw error;
  }
}

/**
 * Commits files to a branch of a repository without changing the checked-out files. Creates the repository if it does not exist. A new branch
 * starts at the newest commit of `main`; an existing branch is continued.
 *
 * @returns the commit, or undefined if the branch already has these files.
 */
export async function commitToBranch(options: {
  source: string;
  dir: string;
  branch: string;
  message: string;
  author: { name: string; email: string };
}): Promise<string | undefined> {
  const { source, dir, branch, message, author } = options;
  await fs.promises.mkdir(dir, { recursive: true });
  await git.init({ fs, dir, defaultBranch: 'main' });
  const ref = `refs/heads/${branch}`;
  const main =
    (await resolve(dir, 'refs/heads/main')) ??
    (await git.commit({
      ...{ fs, dir, author, message: 'Begin the repository' },
      tree: await git.writeTree({ fs, dir, tree: [] }),
      ref: 'refs/heads/main',
      parent: [],
    }));
  const parent = (await resolve(dir, ref)) ?? main;
  const before = await git.readTree({ fs, dir, oid: parent });
  const tree = await writeTree(dir, await readFolder(source), before.tree);
  const { commit } = await git.readCommit({ fs, dir, oid: parent });
  if (commit.tree === tree) return undefined;
  return git.commit({ fs, dir, message, author, tree, ref, parent: [parent] });
}
