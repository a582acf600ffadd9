module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    require('../../scripts/lint/fuzz.cjs'),
    {
      // The runners of case tables register tests, and test files import them.
      files: ['src/__testUtils__/**'],
      rules: { 'jest/no-export': 'off', 'jest/valid-title': 'off' },
    },
    {
      // The core runs in browsers. Only the catalogue may use Node and other packages.
      files: ['src/**'],
      excludedFiles: [
        'src/catalogue/**',
        'src/**/*.test.ts',
        'src/__testUtils__/**',
      ],
      rules: {
        'no-restricted-syntax': [
          'error',
          {
            selector: 'ImportDeclaration[source.value=/^[^.]|\\/catalogue/]',
            message: 'The core imports nothing but its own files.',
          },
        ],
      },
    },
  ],
});
