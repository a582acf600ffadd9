// Prints the last line of CI: the total counts of checks and tests.
import { readFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { sum, totalLine } from './lib/tally.mjs';

function countsOf(name) {
  try {
    return JSON.parse(
      readFileSync(inRoot('test-results', `${name}.counts.json`), 'utf8'),
    );
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

process.stdout.write(
  `${totalLine(sum([countsOf('checks'), countsOf('test')]))}\n`,
);
