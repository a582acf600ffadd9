module.exports = require('../../scripts/lint/layers.cjs')(__dirname, {
  // No feature imports another, and what they share imports no feature.
  order: [
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
  ],
});
