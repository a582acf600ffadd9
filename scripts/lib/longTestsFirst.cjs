// In a new clone, Jest has no durations and starts with the largest files. But the slowest suites are small files that import their stories.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = [/packages\/integration-tests\//, /plugins\/irsa\/src\//];

const rankOf = ({ path }) => {
  const rank = LONG.findIndex(pattern => pattern.test(path));
  return rank === -1 ? LONG.length : rank;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
};
