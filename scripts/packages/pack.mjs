import { rmSync } from 'node:fs';
import path from 'node:path';
import { inLanes } from '../lib/lanes.mjs';
import { inRoot } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { withProgress } from '../lib/progress.mjs';
import { YARN } from '../lib/toolchain.mjs';
import { packedDir, publishedPackages } from './list.mjs';

const TSC = inRoot('node_modules', 'typescript', 'bin', 'tsc');
const CLI = inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli');

/** What builds them: its name, and what Node runs. */
const BUILD = [
  ['Writing the declarations', [TSC, '--incremental', 'false']],
  ['Building the packages', [CLI, 'repo', 'build']],
];

/**
 * Packs every published package, as a release does it.
 * @param {object} options
 * @param {boolean} options.built - the packages are built of the sources as they are
 */
export async function pack(tools, { built }) {
  rmSync(packedDir, { recursive: true, force: true });
  const step = (what, args, cwd = inRoot()) =>
    runToEnd({
      what,
      command: tools.node,
      args,
      cwd,
      env: tools.env,
      logFile: path.join(
        packedDir,
        `${what.toLowerCase().replaceAll(/\W+/g, '-')}.log`,
      ),
    });
  for (const [what, args] of built ? [] : BUILD) {
    await withProgress(what, step(what, args));
  }
  await withProgress(
    'Packing',
    inLanes(publishedPackages(), ({ name, directory, tarball }) =>
      step(`Packing ${name}`, [YARN, 'pack', '--out', tarball], directory),
    ),
  );
}
