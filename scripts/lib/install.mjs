import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, toolsDir } from './paths.mjs';
import { withProgress } from './progress.mjs';
import { checkBuildTools, toolchain } from './toolchain.mjs';

const STAMP = path.join(toolsDir, 'installed');

/** A hash of all that decides what an install makes. */
function fingerprint(nodeFolder) {
  const manifests = ['packages', 'plugins'].flatMap(group =>
    readdirSync(inRoot(group)).map(name =>
      path.join(group, name, 'package.json'),
    ),
  );
  const hash = createHash('sha256').update(nodeFolder);
  for (const file of [
    'yarn.lock',
    '.yarnrc.yml',
    'package.json',
    ...manifests.sort(),
  ]) {
    if (existsSync(inRoot(file))) hash.update(readFileSync(inRoot(file)));
  }
  return hash.digest('hex');
}

/** Makes the machine ready: Node, Yarn and the dependencies of the lock file. Does nothing when they are there. */
export async function setup() {
  const tools = await toolchain();
  const wanted = fingerprint(tools.nodeFolder);
  const present = existsSync(STAMP) && readFileSync(STAMP, 'utf8');
  if (
    present !== wanted ||
    !existsSync(inRoot('node_modules', '.yarn-state.yml'))
  ) {
    await checkBuildTools(tools);
    await withProgress(
      'Installing the dependencies of yarn.lock (a few minutes the first time)',
      tools.yarn(['install', '--immutable'], {
        what: 'Installing the dependencies',
        logFile: path.join(toolsDir, 'install.log'),
      }),
    );
    writeFileSync(STAMP, wanted);
  }
  return tools;
}
