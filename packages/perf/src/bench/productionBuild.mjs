// Builds the app and the backend of the host for production, from the bundle of the Backstage build.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../../scripts/lib/processes.mjs';
import { withProgress } from '../../../../scripts/lib/progress.mjs';

const BUNDLE = inRoot('packages', 'backend', 'dist', 'bundle.tar.gz');

/** Returns the folders of the packages in the bundle. */
function packagesIn(folder) {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(path.join(folder, group)).map(name => path.join(group, name)),
  );
}

/**
 * Builds the backend for production, with the packages of this repository in their published form and the app that it serves. Unpacks it where it
 * finds the dependencies of this repository. Returns the folder.
 */
export async function buildForProduction(tools) {
  const folder = inRoot('.sandbox', 'bench-build');
  const logFile = inRoot('.sandbox', 'bench-build.log');
  mkdirSync(path.dirname(logFile), { recursive: true });
  await withProgress(
    'Building app and backend for production',
    tools.yarn(['workspace', 'backend', 'build'], {
      what: 'Building for production',
      logFile,
    }),
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  await runToEnd({
    what: 'Unpacking the build',
    command: 'tar',
    args: ['-xzf', BUNDLE, '-C', folder],
    cwd: folder,
    env: tools.env,
    logFile,
  });
  for (const from of packagesIn(folder)) {
    const { name } = JSON.parse(
      readFileSync(path.join(folder, from, 'package.json'), 'utf8'),
    );
    const link = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(folder, from), link);
  }
  return folder;
}
