// The baseline code to compare the current code with. It is extracted from the Git history into a folder.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

/** The commit of the baseline, which never changes. */
export const BASELINE = '85528b4';

function git(...args) {
  return spawnSync('git', args, { cwd: inRoot(), encoding: 'utf8' });
}

/** Extracts a folder of the baseline into a directory and returns its path. Undefined if the history lacks the commit, as in a shallow clone. */
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
