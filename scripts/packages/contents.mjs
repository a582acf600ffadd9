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

/** The publint messages for all packages that the Backstage CLI builds: order of conditions, and ESM in `.js`, which bundlers and Node 22 read. */
const BY_BACKSTAGE = [
  'CJS_WITH_ESMODULE_DEFAULT_EXPORT',
  'EXPORTS_TYPES_SHOULD_BE_FIRST',
  'EXPORT_TYPES_INVALID_FORMAT',
  'FILE_INVALID_FORMAT',
  'TYPES_NOT_EXPORTED',
];

/** The attw problems of the same packages. Types are still found, by the condition `types` after `import`. */
const TYPES_BY_BACKSTAGE = [
  'CJSOnlyExportsDefault',
  'FallbackCondition',
  'UnexpectedModuleSyntax',
];

/**
 * Returns the faults of the packed packages as sentences: messages of publint and Are the Types Wrong?, missing files that the code reads, and entry
 * points that `require` or `import` cannot load.
 * @param {object} tools - the tools that `setup` returns
 * @param {Array<object>} packages - the packed packages that `publishedPackages` returns
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

/** Returns the folder of an unpacked package. All are in the same `node_modules`, as after an installation. */
const folderOf = ({ name }) => path.join(packedDir, 'node_modules', name);

function unpack(each) {
  const folder = folderOf(each);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['-xzf', each.tarball, '-C', folder, '--strip-components=1'];
  execFileSync('tar', args);
}

/** Returns the missing files and folders: those that the code reads at run time, and the configuration schema. */
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

/** Checks the types in every resolution mode: the old one, both modes of Node, and the mode of bundlers. */
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

/** Loads every entry point of the unpacked package in both module systems of Node, and returns the errors. */
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
