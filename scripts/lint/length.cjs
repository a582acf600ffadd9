// Files have at most 300 lines, and functions at most 80 without comments and blank lines. Exceptions: tests, whose tables grow, and these files.
const LONG_FILES = [
  '*.generated.ts',
  // A set of type definitions, or a list of similar rows.
  'model/types.ts',
  'state/world.ts',
  'faults/index.ts',
  'escalation-paths.ts',
  'company/services.ts',
  // One short method for each route.
  'IrsaClient.ts',
  // The one place that connects all services, or that reads all kinds in the same way.
  'wiring/Services.ts',
  'FleetStore.ts',
  'kubernetes/store.ts',
  'fleet/workloads.ts',
];

const LONG_FUNCTIONS = [
  'wiring/Services.ts',
  // A table with its columns, an action with its schema, or a row with its columns.
  'use*Table.tsx',
  'FleetTable.tsx',
  'actions/serviceAccount*.ts',
  'ServiceAccountWriter.ts',
];

const inside = names => names.map(name => `src/**/${name}`);
const TESTS = [
  'src/**/*.{test,stories}.{ts,tsx}',
  'src/**/__*__/**',
  'src/**/testUtils/**',
];
const rule = (except, rules) => ({
  files: ['src/**/*.{ts,tsx}'],
  excludedFiles: [...TESTS, ...inside(except)],
  rules,
});

/** ESLint overrides for the production code of a package. */
module.exports = [
  rule(LONG_FILES, { 'max-lines': [2, 300] }),
  rule(LONG_FUNCTIONS, {
    'max-lines-per-function': [
      2,
      { max: 80, skipComments: true, skipBlankLines: true },
    ],
  }),
];
