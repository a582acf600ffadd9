// These scripts are like those in `scripts/`, which they import.
module.exports = require('../../../../.eslintrc.js');
