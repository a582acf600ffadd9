import { rmSync } from 'node:fs';
import path from 'node:path';
import { inLanes } from '../lib/lanes.mjs';
import { inRoot } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { withProgress } from '../lib/progress.mjs';
import { YARN } from '../lib/toolchain.mjs';
import { packedDir, publishedPackages } from './list.mjs';

/**
 * Builds and packs every published package, as a release does it.
 * @param {object} options
 * @param {boolean} options.typesAreBuilt - `dist-types` holds the declarations of the sources as they are
 */
export async function pack(tools, { typesAreBuilt }) {
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
  if (!typesAreBuilt) {
    const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
    await withProgress(
      'Writing the declarations',
      step('Writing the declarations', [tsc, '--incremental', 'false']),
    );
  }
  const cli = inRoot('node_modules', '@backstage', 'cli', 'bin');
  await withProgress(
    'Building the packages',
    step('Building the packages', [
      path.join(cli, 'backstage-cli'),
      'repo',
      'build',
    ]),
  );
  await withProgress(
    'Packing',
    inLanes(publishedPackages(), ({ name, directory, tarball }) =>
      step(`Packing ${name}`, [YARN, 'pack', '--out', tarball], directory),
    ),
  );
}
