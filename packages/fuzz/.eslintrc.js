const config = require('../../scripts/lint/layers.cjs')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...config.overrides,
    {
      // The exports of this file register tests.
      files: ['src/fuzz.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/expect-expect': 'off',
        'jest/valid-title': 'off',
      },
    },
  ],
};
