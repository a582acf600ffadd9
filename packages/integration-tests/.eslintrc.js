module.exports = require('../../scripts/lint/layers.cjs')(__dirname);
