// Forbids import cycles between files, including type imports. layers.cjs defines which packages and folders may import which others.
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment:
        'A file must not import a file that imports it, not even for types.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    includeOnly: '^(packages|plugins)/[^/]+/src/',
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '\\.test\\.tsx?$|__testUtils__|__fuzz__',
    },
    tsPreCompilationDeps: true,
  },
};
