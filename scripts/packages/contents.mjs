import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { inPackage, unpack } from './unpacked.mjs';

/** What a package may hold; the maps of the code lie beside it. */
const EXPECTED = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|config\.schema\.json)$/,
  /^dist\/.+\.(js|json|d\.ts|js\.map)$/,
  /^migrations\/(\w+\/)?\w+\.js$/,
  /^iam\/[\w.-]+\.(json|yaml)$/,
];

/** What is for the development of this repository only. */
const UNWANTED =
  /(^|[./_-])(tests?|testutils|fixtures?|sandbox|mocks?|stories|dev)([./_-]|$)/i;

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

const nodeModules = new Set(builtinModules);

/**
 * What is wrong with the packed packages, as sentences: files that do not belong, entry points or types that do not resolve, imports of what is no
 * dependency, migrations, rights or configuration schemas that are not in them, and code that neither `require` nor `import` loads by the pinned Node.
 * @param {object} tools - of `setup`
 * @param {Array<object>} packages - of `publishedPackages`, packed
 */
export async function checkContents(tools, packages) {
  const folder = unpack(packages);
  const faults = [];
  for (const each of packages) {
    const files = filesBelow(inPackage(folder, each));
    const found = [
      ...misplaced(files),
      ...missingSources(each, files),
      ...undeclared(inPackage(folder, each), files),
      ...unresolved(inPackage(folder, each)),
      ...(await lint(each)),
      ...(await types(each)),
      ...(each.role === 'frontend-plugin'
        ? []
        : notLoaded(tools.node, each, folder)),
    ];
    faults.push(...found.map(fault => `${each.name}: ${fault}`));
    const kilobytes = bytes => `${Math.round(bytes / 1024)} kB`.padStart(8);
    const unpacked = files.reduce(
      (sum, file) =>
        sum + statSync(path.join(inPackage(folder, each), file)).size,
      0,
    );
    process.stdout.write(
      `${kilobytes(statSync(each.tarball).size)} packed ${kilobytes(
        unpacked,
      )} unpacked ${String(files.length).padStart(5)} files  ${each.name}\n`,
    );
  }
  return faults;
}

/** The files below a folder, from there. */
function filesBelow(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(directory, path.join(entry.parentPath, entry.name)),
    );
}

function misplaced(files) {
  return files
    .filter(
      file =>
        !EXPECTED.some(pattern => pattern.test(file)) || UNWANTED.test(file),
    )
    .map(file => `${file} does not belong in the package`);
}

/** Files of the sources that the code reads at run time, and the configuration schema. */
function missingSources({ directory }, files) {
  const wanted = ['migrations', 'iam'].flatMap(name => {
    const source = path.join(directory, name);
    return statSync(source, { throwIfNoEntry: false })
      ? filesBelow(source).map(file => path.join(name, file))
      : [];
  });
  if (
    statSync(path.join(directory, 'config.d.ts'), { throwIfNoEntry: false })
  ) {
    wanted.push('config.schema.json');
  }
  return wanted
    .filter(file => !files.includes(file))
    .map(file => `${file} is not in the package`);
}

/** Imports, of the code and of the types, of packages that an adopter's install need not bring. */
function undeclared(directory, files) {
  const { name, dependencies, peerDependencies } = manifestOf(directory);
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const imports = new Set(
    files
      .filter(file => /\.(js|d\.ts)$/.test(file))
      .flatMap(file => {
        const text = readFileSync(path.join(directory, file), 'utf8');
        return [
          ...text.matchAll(
            /(?:\bfrom |\bimport |\bimport\(|\brequire\()'([^'./][^']*)'/g,
          ),
          ...text.matchAll(
            /(?:\bfrom |\bimport |\bimport\(|\brequire\()"([^"./][^"]*)"/g,
          ),
        ].map(([, specifier]) => specifier);
      })
      .filter(
        specifier =>
          !specifier.startsWith('node:') && !nodeModules.has(specifier),
      )
      .map(specifier =>
        specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'),
      ),
  );
  return [...imports]
    .filter(each => each !== name && !declared.includes(each))
    .map(each => `imports ${each}, which is no dependency`);
}

const manifestOf = directory =>
  JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));

/** Ranges that mean something in this repository only. */
function unresolved(directory) {
  const { dependencies = {}, peerDependencies = {} } = manifestOf(directory);
  return Object.entries({ ...dependencies, ...peerDependencies })
    .filter(([, range]) => /^(workspace|link|portal|file|patch):/.test(range))
    .map(([name, range]) => `depends on ${name} as ${range}`);
}

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
function notLoaded(node, each, folder) {
  const entries = Object.keys(
    manifestOf(inPackage(folder, each)).exports ?? { '.': {} },
  )
    .filter(entry => entry !== './package.json')
    .map(entry => JSON.stringify(path.posix.join(each.name, entry)));
  return entries.flatMap(entry =>
    [
      ['--input-type=commonjs', `require(${entry})`],
      ['--input-type=module', `await import(${entry})`],
    ].flatMap(([system, code]) => {
      try {
        execFileSync(node, [system, '-e', code], {
          cwd: folder,
          stdio: 'pipe',
        });
        return [];
      } catch (error) {
        return [`${code} fails: ${error.stderr}`];
      }
    }),
  );
}
