import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDir, inRoot, toolsDir } from './paths.mjs';
import { withProgress } from './progress.mjs';

/** The only package that is compiled on this machine, unless a compiled version can be downloaded. */
const SQLITE = inRoot('node_modules', 'better-sqlite3');
const SQLITE_STAMP = path.join(SQLITE, 'build', 'built-for');
const SQLITE_BINARY = path.join(
  ...[SQLITE, 'build', 'Release', 'better_sqlite3.node'],
);

/** Returns the path at which all clones of the user share the compiled file. */
function sqliteCache(abi) {
  const { version } = JSON.parse(
    readFileSync(path.join(SQLITE, 'package.json'), 'utf8'),
  );
  const { glibcVersionRuntime: libc = 'other' } =
    process.report.getReport().header;
  const name = [version, abi, process.platform, process.arch, libc].join('-');
  return path.join(cacheDir, `better-sqlite3-${name}.node`);
}

/** Copies a file atomically: a program that reads it in the meantime gets the old or the complete new file. */
function putFile(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  const part = `${to}.${process.pid}`;
  copyFileSync(from, part);
  renameSync(part, to);
}

/** Compiles better-sqlite3 for the current Node, which takes 2 minutes on 1 processor, unless another clone has already compiled it. */
export async function buildSqlite({ nodeFolder, abi, npm }) {
  if (
    existsSync(SQLITE_STAMP) &&
    readFileSync(SQLITE_STAMP, 'utf8') === nodeFolder
  ) {
    return;
  }
  const cache = sqliteCache(abi);
  if (existsSync(cache)) putFile(cache, SQLITE_BINARY);
  else {
    await withProgress(
      'Compiling better-sqlite3',
      npm(['run', 'install'], {
        what: 'Compiling better-sqlite3',
        cwd: SQLITE,
        logFile: path.join(toolsDir, 'sqlite.log'),
      }),
    );
    putFile(SQLITE_BINARY, cache);
  }
  writeFileSync(SQLITE_STAMP, nodeFolder);
}
