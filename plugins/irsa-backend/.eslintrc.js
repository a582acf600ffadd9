module.exports = require('../../scripts/lint/layers.cjs')(__dirname, {
  // The folders, from the top: each imports only from those after it, types included.
  order: [
    ['wiring'],
    ['actions'],
    ['notifications'],
    ['waves'],
    ['migration', 'rightSizing', 'delivery'],
    ['provisioning'],
    ['fleet'],
    ['verification'],
    ['permissions'],
    ['approvals'],
    ['execute'],
    ['observe'],
    ['authorization'],
    ['serviceAccounts'],
    ['database', 'schema'],
    ['config'],
    ['lib'],
  ],
});
