// Imports go in one direction (contributing/architecture.md): of this repository, each package may import only the packages in its row.
const createConfig = require('@backstage/cli/config/eslint-factory');
const fuzz = require('./fuzz.cjs');
const length = require('./length.cjs');

const LIBRARIES = ['iam-policy', 'core', 'plugin-irsa-common'];
const NODE_LIBRARIES = [...LIBRARIES, 'plugin-irsa-node'];
const MODULES = ['catalog', 'scaffolder', 'search'].map(
  plugin => `plugin-${plugin}-backend-module-irsa`,
);
const MAY_IMPORT = {
  'packages/fuzz': [],
  'packages/core': ['iam-policy'],
  'plugins/irsa-common': ['iam-policy', 'core'],
  'plugins/irsa-node': LIBRARIES,
  'plugins/irsa-backend': NODE_LIBRARIES,
  'plugins/scaffolder-backend-module-irsa': NODE_LIBRARIES,
  'plugins/catalog-backend-module-irsa': NODE_LIBRARIES,
  'plugins/search-backend-module-irsa': NODE_LIBRARIES,
  'plugins/irsa': LIBRARIES,
  'packages/sandbox': ['iam-policy', 'core'],
  'packages/integration-tests': [
    ...NODE_LIBRARIES,
    ...['sandbox', 'plugin-irsa-backend'],
    ...MODULES,
  ],
  'packages/app': ['core', 'plugin-irsa'],
  'packages/backend': ['plugin-irsa-backend', 'plugin-irsa-common', ...MODULES],
};

const OURS = [...new Set(Object.values(MAY_IMPORT).flat())];

/** Converts an order of folders to the zones of `import/no-restricted-paths`. */
function zonesOf(dir, order) {
  return order.flatMap((folders, index) =>
    folders.flatMap(target =>
      [...order.slice(0, index).flat(), ...folders]
        .filter(from => from !== target)
        .map(from => ({
          target: `${dir}/src/${target}`,
          from: `${dir}/src/${from}`,
          message: `${target} must not import ${from}. See the order of layers in .eslintrc.js.`,
        })),
    ),
  );
}

/** The rule for commands: they start before packages are installed, so that they import the helpers in `scripts` by path. */
const commands = {
  files: ['**/*.mjs'],
  rules: { '@backstage/no-relative-monorepo-imports': 0 },
};

/** Forbids imports of the given patterns in all code except tests. */
const withoutImports = patterns => ({
  files: ['src/**/*.ts'],
  excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
  rules: { 'no-restricted-imports': [2, { patterns }] },
});

/** Allows each folder to import only from later folders, including types. Does not apply to tests. */
const inOrder = (dir, order) => ({
  files: ['src/**/*.{ts,tsx}'],
  excludedFiles: ['**/*.{test,stories}.{ts,tsx}', '**/__testUtils__/**'],
  settings: { 'import/resolver': { node: { extensions: ['.ts', '.tsx'] } } },
  rules: { 'import/no-restricted-paths': [2, { zones: zonesOf(dir, order) }] },
});

/**
 * Creates the lint configuration of a package: the Backstage configuration and the import rules.
 *
 * @param {string} dir the folder of the package, `__dirname`
 * @param {object} options
 * @param {string[][]} [options.order] the folders of `src` from top to bottom, with folders of the same level in one list
 * @param {string[]} [options.without] patterns that the code must not import from any package
 */
module.exports = function createPackageConfig(dir, { order, without } = {}) {
  const row = Object.keys(MAY_IMPORT).find(path => dir.endsWith(path));
  if (!row) {
    throw new Error(`Add a row for ${dir} to scripts/lint/layers.cjs.`);
  }
  const forbidden = OURS.filter(name => !MAY_IMPORT[row].includes(name)).map(
    name => `@backstage-irsa/${name}`,
  );
  const overrides = [commands, fuzz, ...length];
  if (order) overrides.push(inOrder(dir, order));
  if (without) overrides.push(withoutImports([...forbidden, ...without]));
  return createConfig(dir, { restrictedImportPatterns: forbidden, overrides });
};
