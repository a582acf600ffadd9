// The function `fuzz` of packages/fuzz registers a test.
module.exports = {
  files: ['**/*.fuzz.test.*', '**/*.fuzz.*.test.*', '**/fuzz/*.stories.*'],
  rules: {
    'jest/no-standalone-expect': [
      2,
      { additionalTestBlockFunctions: ['fuzz'] },
    ],
  },
};
