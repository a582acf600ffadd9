import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, toolsDir } from './paths.mjs';
import { withProgress } from './progress.mjs';
import { buildSqlite } from './sqlite.mjs';
import { checkBuildTools, toolchain } from './toolchain.mjs';

const STAMP = path.join(toolsDir, 'installed');

/** Returns a hash of all files that determine the result of an installation. */
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

/**
 * Installs Node, Yarn, and the dependencies of the lock file, if they are missing.
 * @returns the tools, and the promise `native`, which settles when better-sqlite3 is compiled. Only code that opens a database must wait for it
 */
export async function install() {
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
      tools.yarn(['install', '--immutable', '--mode=skip-build'], {
        what: 'Installing the dependencies',
        logFile: path.join(toolsDir, 'install.log'),
      }),
    );
    writeFileSync(STAMP, wanted);
  }
  const native = buildSqlite(tools);
  // Callers that wait for `native` still get the error.
  native.catch(() => {});
  return { ...tools, native };
}

/** Prepares the machine completely: runs {@link install} and waits for the native build. */
export async function setup() {
  const { native, ...tools } = await install();
  await native;
  return tools;
}
