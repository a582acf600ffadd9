import fs from 'node:fs';
import { NotFoundError } from '@backstage/errors';
import git from 'isomorphic-git';

/** The content of a file in the newest commit. `oid` changes with the content. */
export interface RepositoryFile {
  content: Uint8Array;
  oid: string;
}

async function head(dir: string): Promise<string> {
  return git.resolveRef({ fs, dir, ref: 'HEAD' });
}

/** Checks whether an error means that nothing has the name, or that a directory has it instead of a file. */
function notFound(error: unknown): boolean {
  return (
    error instanceof git.Errors.NotFoundError ||
    error instanceof git.Errors.ObjectTypeError
  );
}

/** Returns the paths of all files in the newest commit. */
export async function listFiles(dir: string): Promise<string[]> {
  try {
    return await git.listFiles({ fs, dir, ref: await head(dir) });
  } catch (error) {
    if (notFound(error)) throw new NotFoundError('Repository not found');
    throw error;
  }
}

/** Reads one file of the newest commit. Reads Git objects, so that no path can lead outside the repository. */
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
      throw new NotFoundError(`File ${filepath} not found in the repository`);
    }
    throw error;
  }
}
