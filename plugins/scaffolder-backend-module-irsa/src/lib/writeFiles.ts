import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { RenderedFile } from '@backstage-irsa/core/model';

/**
 * Writes files below a folder of the workspace, and overwrites existing ones. Returns their paths in the workspace.
 *
 * @throws NotAllowedError - for a path outside the workspace or the folder.
 */
export async function writeFiles(
  workspacePath: string,
  targetPath: string,
  files: RenderedFile[],
): Promise<string[]> {
  const folder = resolveSafeChildPath(workspacePath, targetPath);
  const placed = files.map(({ path, content }) => ({
    path: resolveSafeChildPath(folder, path),
    content,
  }));
  for (const { path, content } of placed) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, 'utf8');
  }
  return placed.map(({ path }) => relative(workspacePath, path));
}
