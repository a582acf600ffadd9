// The code that today's is measured against, taken from the history into a folder outside the repository.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

/** The frozen commit. */
export const BASELINE = '85528b4';

function git(...args) {
  return spawnSync('git', args, { cwd: inRoot(), encoding: 'utf8' });
}

/** Puts one folder of the baseline into a directory and gives its path; undefined where the history lacks the commit, as in a shallow clone. */
export function baselineFolder(folder, directory) {
  if (git('cat-file', '-e', `${BASELINE}^{commit}`).status !== 0) {
    return undefined;
  }
  const archive = path.join(directory, 'baseline.tar');
  for (const [command, ...args] of [
    ['git', 'archive', '--output', archive, BASELINE, folder],
    ['tar', '-xf', archive, '-C', directory],
  ]) {
    const { status, stderr } = spawnSync(command, args, {
      cwd: inRoot(),
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  }
  fs.rmSync(archive);
  return path.join(directory, folder);
}
