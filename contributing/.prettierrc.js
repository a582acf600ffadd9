// Wide tables stay compact: a changed cell is a changed line, not a changed table.
module.exports = {
  ...require('@backstage/cli/config/prettier'),
  proseWrap: 'never',
};
