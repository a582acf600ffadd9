import fs from 'node:fs';
import { NotFoundError } from '@backstage/errors';
import git from 'isomorphic-git';

/** What a file of the newest commit holds; `oid` changes with the content. */
export interface RepositoryFile {
  content: Uint8Array;
  oid: string;
}

async function head(dir: string): Promise<string> {
  return git.resolveRef({ fs, dir, ref: 'HEAD' });
}

/** Nothing of that name, or a directory where a file was asked for. */
function notFound(error: unknown): boolean {
  return (
    error instanceof git.Errors.NotFoundError ||
    error instanceof git.Errors.ObjectTypeError
  );
}

/** The paths of all files of the newest commit. */
export async function listFiles(dir: string): Promise<string[]> {
  try {
    return await git.listFiles({ fs, dir, ref: await head(dir) });
  } catch (error) {
    if (notFound(error)) throw new NotFoundError('No such repository');
    throw error;
  }
}

/** One file of the newest commit. Read from Git's objects, so that no path leads out of the repository. */
export async function readFile(
  dir: string,
  filepath: string,
): Promise<RepositoryFile> {
  try {
    const { blob, oid } = await git.readBlob({
      fs,
      dir,
      oid: await head(dir),
      filepath,
    });
    return { content: blob, oid };
  } catch (error) {
    if (notFound(error)) {
      throw new NotFoundError(`No file ${filepath} in the repository`);
    }
    throw error;
  }
}
