// Scripts like those of `scripts/`, which they use.
module.exports = require('../../../../.eslintrc.js');
