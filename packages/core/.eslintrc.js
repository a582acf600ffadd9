module.exports = require('../../scripts/lint/layers.cjs')(__dirname, {
  // The core reads and writes nothing, in browsers and in Node.
  without: [
    '@aws-sdk/*',
    '@backstage/backend-*',
    '@backstage/core-*',
    '@backstage/plugin-*',
    '@kubernetes/*',
    'express',
    'knex',
    'node:*',
  ],
});
