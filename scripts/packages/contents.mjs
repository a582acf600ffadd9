import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { inLanes } from '../lib/lanes.mjs';
import { packedDir } from './list.mjs';

const execFileAsync = promisify(execFile);

/** What publint says of every package that Backstage's own tool builds: the order of its conditions, and ESM in `.js`, which bundlers and Node 22 read. */
const BY_BACKSTAGE = [
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'EXPORT_TYPES_INVALID_FORMAT',
  'FILE_INVALID_FORMAT',
  'TYPES_NOT_EXPORTED',
];

/** Likewise what attw says of them; types are found by the condition `types` behind `import`. */
const TYPES_BY_BACKSTAGE = [
  'CJSOnlyExportsDefault',
  'FallbackCondition',
  'UnexpectedModuleSyntax',
];

/**
 * What is wrong with the packed packages, as sentences: what publint and Are the Types Wrong? say, files that the code reads and that are not in them, and
 * entry points that neither `require` nor `import` loads.
 * @param {object} tools - of `setup`
 * @param {Array<object>} packages - of `publishedPackages`, packed
 */
export async function checkContents(tools, packages) {
  for (const each of packages) unpack(each);
  const faults = [];
  await inLanes(packages, async each => {
    const found = await Promise.all([
      missingFiles(each),
      lint(each),
      types(each),
      each.role === 'frontend-plugin' ? [] : notLoaded(tools.node, each),
    ]);
    faults.push(...found.flat().map(fault => `${each.name}: ${fault}`));
  });
  return faults;
}

/** The folder of an unpacked package: they lie side by side, as after an install. */
const folderOf = ({ name }) => path.join(packedDir, 'node_modules', name);

function unpack(each) {
  const folder = folderOf(each);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['-xzf', each.tarball, '-C', folder, '--strip-components=1'];
  execFileSync('tar', args);
}

/** What the code reads at run time beside itself, and the configuration schema. */
function missingFiles(each) {
  return ['migrations', 'iam', 'config.d.ts']
    .filter(name => existsSync(path.join(each.directory, name)))
    .map(name => (name === 'config.d.ts' ? 'config.schema.json' : name))
    .filter(name => !existsSync(path.join(folderOf(each), name)))
    .map(name => `${name} is not in the package`);
}

const manifestOf = directory =>
  JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));

async function lint({ tarball }) {
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    level: 'warning',
  });
  return messages
    .filter(
      ({ code, path: where }) =>
        !BY_BACKSTAGE.includes(code) && where.at(-1) !== 'backstage',
    )
    .map(message => formatMessage(message, pkg, { color: false }));
}

/** Every way of resolving: the old one, both of Node, and that of bundlers. */
async function types({ tarball }) {
  const data = new Uint8Array(readFileSync(tarball));
  const { problems, types: found } = await checkPackage(
    createPackageFromTarballData(data),
  );
  if (!found) return ['has no types'];
  return problems
    .filter(({ kind }) => !TYPES_BY_BACKSTAGE.includes(kind))
    .map(problem => `its types are wrong: ${JSON.stringify(problem)}`);
}

/** Loads every entry point in Node, in both of its module systems, from the unpacked package. */
async function notLoaded(node, each) {
  const entries = Object.keys(manifestOf(folderOf(each)).exports ?? { '.': {} })
    .filter(entry => entry !== './package.json')
    .map(entry => path.posix.join(each.name, entry));
  const faults = [];
  for (const [system, load] of [
    ['commonjs', 'require(entry)'],
    ['module', 'await import(entry)'],
  ]) {
    const code = `for (const entry of ${JSON.stringify(entries)}) ${load};`;
    await execFileAsync(node, [`--input-type=${system}`, '-e', code], {
      cwd: packedDir,
    }).catch(error =>
      faults.push(`cannot be loaded as ${system}: ${error.stderr}`),
    );
  }
  return faults;
}
