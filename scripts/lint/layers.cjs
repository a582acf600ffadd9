// Imports go one way (contributing/architecture.md): each package may import only the packages of ours that stand in its row.
const createConfig = require('@backstage/cli/config/eslint-factory');
const fuzz = require('./fuzz.cjs');
const length = require('./length.cjs');

const MAY_IMPORT = {
  'packages/fuzz': [],
  'packages/iam-policy': [],
  'packages/core': ['iam-policy'],
  'plugins/irsa-common': ['iam-policy', 'core'],
  'plugins/irsa-node': ['iam-policy', 'core', 'plugin-irsa-common'],
  'plugins/irsa-backend': [
    'iam-policy',
    'core',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/scaffolder-backend-module-irsa': [
    'iam-policy',
    'core',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/catalog-backend-module-irsa': [
    'core',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/search-backend-module-irsa': [
    'core',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/irsa': ['iam-policy', 'core', 'plugin-irsa-common'],
  'packages/sandbox': ['iam-policy', 'core'],
  'packages/integration-tests': [
    'iam-policy',
    'core',
    'sandbox',
    'plugin-irsa-backend',
    'plugin-irsa-common',
    'plugin-scaffolder-backend-module-irsa',
    'plugin-catalog-backend-module-irsa',
    'plugin-search-backend-module-irsa',
  ],
  'packages/app': ['core', 'plugin-irsa'],
  'packages/backend': [
    'plugin-catalog-backend-module-irsa',
    'plugin-irsa-backend',
    'plugin-irsa-common',
    'plugin-search-backend-module-irsa',
    'plugin-scaffolder-backend-module-irsa',
  ],
};

const OURS = [
  'iam-policy',
  'core',
  'sandbox',
  'plugin-irsa',
  'plugin-irsa-backend',
  'plugin-irsa-common',
  'plugin-irsa-node',
  'plugin-scaffolder-backend-module-irsa',
  'plugin-catalog-backend-module-irsa',
  'plugin-search-backend-module-irsa',
];

// The core reads and writes nothing, in browsers and in Node.
const NO_IO = [
  '@aws-sdk/*',
  '@backstage/backend-*',
  '@backstage/core-*',
  '@backstage/plugin-*',
  '@kubernetes/*',
  'express',
  'knex',
  'node:*',
];

// The folders of the backend, from the top: each imports only from those after it, types included.
const BACKEND_ORDER = [
  ['wiring'],
  ['actions'],
  ['notifications'],
  ['migration', 'rightSizing', 'delivery'],
  ['provisioning'],
  ['fleet'],
  ['verification'],
  ['permissions'],
  ['execute'],
  ['observe'],
  ['authorization'],
  ['serviceAccounts'],
  ['database', 'schema'],
  ['config'],
  ['lib'],
];

// The folders of the frontend: no feature imports another, and what they share imports no feature.
const FRONTEND_ORDER = [
  [
    'features/entityCard',
    'features/entityTab',
    'features/fleet',
    'features/fields',
  ],
  ['shared/chain'],
  ['shared/serviceAccount'],
  ['shared/operation'],
  ['shared/permissions'],
  ['shared/policy'],
  ['shared/viewer'],
  ['shared/table'],
  ['shared/ui'],
  ['api', 'translation'],
];

/** What `import/no-restricted-paths` is told of an order. */
function zonesOf(dir, order) {
  return order.flatMap((folders, index) =>
    folders.flatMap(target =>
      [...order.slice(0, index).flat(), ...folders]
        .filter(from => from !== target)
        .map(from => ({
          target: `${dir}/src/${target}`,
          from: `${dir}/src/${from}`,
          message: `${target} is below ${from}, or beside it: see the order in scripts/lint/layers.cjs.`,
        })),
    ),
  );
}

/**
 * The lint configuration of a package: Backstage's own, and the direction of imports.
 *
 * @param {string} dir the folder of the package, `__dirname`
 */
module.exports = function createPackageConfig(dir) {
  const row = Object.keys(MAY_IMPORT).find(path => dir.endsWith(path));
  if (!row) {
    throw new Error(`Give ${dir} a row in scripts/lint/layers.cjs.`);
  }
  const forbidden = OURS.filter(name => !MAY_IMPORT[row].includes(name)).map(
    name => `@backstage-irsa/${name}`,
  );
  const pure = {
    files: ['src/**/*.ts'],
    excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
    rules: {
      'no-restricted-imports': [2, { patterns: [...forbidden, ...NO_IO] }],
    },
  };
  const ordered = order => ({
    files: ['src/**/*.{ts,tsx}'],
    excludedFiles: [
      '**/*.test.{ts,tsx}',
      '**/*.stories.ts',
      '**/__testUtils__/**',
    ],
    settings: { 'import/resolver': { node: { extensions: ['.ts', '.tsx'] } } },
    rules: {
      'import/no-restricted-paths': [2, { zones: zonesOf(dir, order) }],
    },
  });
  const own = {
    'packages/core': [pure],
    'plugins/irsa-backend': [ordered(BACKEND_ORDER)],
    'plugins/irsa': [ordered(FRONTEND_ORDER)],
  };
  return createConfig(dir, {
    restrictedImportPatterns: forbidden,
    overrides: [...(own[row] ?? []), fuzz, ...length],
  });
};

/** What each package may import, for the picture in contributing/architecture.md. */
module.exports.mayImport = MAY_IMPORT;
