// Imports go one way (docs/architecture.md): each package may import only the packages of ours that stand in its row.
const createConfig = require('@backstage/cli/config/eslint-factory');
const fuzz = require('./fuzz.cjs');

const MAY_IMPORT = {
  'packages/fuzz': [],
  'packages/iam-policy': [],
  'plugins/irsa-common': ['iam-policy'],
  'plugins/irsa-node': ['iam-policy', 'plugin-irsa-common'],
  'plugins/irsa-backend': [
    'iam-policy',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/scaffolder-backend-module-irsa': [
    'iam-policy',
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/catalog-backend-module-irsa': [
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/search-backend-module-irsa': [
    'plugin-irsa-common',
    'plugin-irsa-node',
  ],
  'plugins/irsa': ['iam-policy', 'plugin-irsa-common'],
  'packages/sandbox': ['iam-policy', 'plugin-irsa-common'],
  'packages/app': ['plugin-irsa'],
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
  'sandbox',
  'plugin-irsa',
  'plugin-irsa-backend',
  'plugin-irsa-common',
  'plugin-irsa-node',
  'plugin-scaffolder-backend-module-irsa',
  'plugin-catalog-backend-module-irsa',
  'plugin-search-backend-module-irsa',
];

// Plain functions of values: these folders read and write nothing.
const PURE = [
  'answers',
  'cache',
  'chain',
  'checks',
  'governance',
  'naming',
  'permissions',
  'plan',
  'preflight',
  'rightSize',
  'verification',
].map(folder => `src/${folder}/**/*.ts`);

const NO_IO = [
  '@aws-sdk/*',
  '@backstage/backend-*',
  '@kubernetes/*',
  'express',
  'fs',
  'knex',
  'node:fs',
  'node:fs/*',
  'node:http',
  'node:https',
  'node:net',
];

// Whoever reads or writes in the backend is not asked by its pure folders either.
const WITH_IO = [
  'aws',
  'execute',
  'kubernetes',
  'proof',
  'router',
  'services',
  'store',
  'sweep',
  'tell',
].map(folder => `../**/${folder}/*`);

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
    files: PURE,
    excludedFiles: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        2,
        { patterns: [...forbidden, ...NO_IO, ...WITH_IO] },
      ],
    },
  };
  return createConfig(dir, {
    restrictedImportPatterns: forbidden,
    overrides: row === 'plugins/irsa-backend' ? [pure, fuzz] : [fuzz],
  });
};

/** What each package may import, for the picture in docs/architecture.md. */
module.exports.mayImport = MAY_IMPORT;
