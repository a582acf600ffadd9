const config = require('../../scripts/lint/layers.cjs')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...config.overrides,
    {
      // What it exports registers tests.
      files: ['src/fuzz.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/expect-expect': 'off',
        'jest/valid-title': 'off',
      },
    },
  ],
};
