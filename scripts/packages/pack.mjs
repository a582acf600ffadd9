import { cpSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { inLanes } from '../lib/lanes.mjs';
import { inRoot } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { withProgress } from '../lib/progress.mjs';
import { YARN } from '../lib/toolchain.mjs';
import { packedDir, publishedPackages, workspaces } from './list.mjs';
import { nameRepository } from './repository.mjs';

const TSC = inRoot('node_modules', 'typescript', 'bin', 'tsc');
const CLI = inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli');

/** The build steps: name and Node arguments. */
const BUILD = [
  ['Writing the declarations', [TSC, '--incremental', 'false']],
  ['Building the packages', [CLI, 'repo', 'build']],
];

const COPY = path.join(packedDir, 'workspaces');

const copyOf = directory => path.join(COPY, path.relative(inRoot(), directory));

/** Copies the workspaces, because packing temporarily changes each package.json, which tests and other checks can read. */
function copyWorkspaces() {
  const published = publishedPackages().map(({ directory }) => directory);
  for (const directory of workspaces()) {
    // Yarn reads only this file of the other workspaces, and tests can write to them in the meantime.
    const part = published.includes(directory) ? '' : 'package.json';
    cpSync(path.join(directory, part), path.join(copyOf(directory), part), {
      recursive: true,
      filter: file => path.basename(file) !== 'node_modules',
    });
  }
  for (const directory of published) {
    nameRepository(copyOf(directory), path.relative(inRoot(), directory));
  }
  for (const name of ['package.json', 'yarn.lock']) {
    cpSync(inRoot(name), path.join(COPY, name));
  }
  for (const name of [
    ...['.yarn', '.yarnrc.yml', 'dist-types', 'node_modules', 'tsconfig.json'],
  ]) {
    symlinkSync(inRoot(name), path.join(COPY, name));
  }
}

/**
 * Packs every published package in the same way as a release.
 * @param {object} options
 * @param {boolean} options.built - whether the packages are already built from the current sources
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
  copyWorkspaces();
  await withProgress(
    'Packing',
    inLanes(publishedPackages(), ({ name, directory, tarball }) =>
      step(
        `Packing ${name}`,
        [YARN, 'pack', '--out', tarball],
        copyOf(directory),
      ),
    ),
  );
}
