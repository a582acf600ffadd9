import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** Where the test runners leave their results. */
export const resultsDir = inRoot('test-results');

/** Counts of Jest's JSON report. */
export function jestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests,
    // A file that does not even load has no tests to count.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts of Playwright's JSON report. */
export function playwrightCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

/** Sums counts. */
export function sum(list) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of list) {
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

/** The line that ends every run. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Leaves the counts for the caller, and prints them as the last line. */
export function report(name, counts) {
  mkdirSync(resultsDir, { recursive: true });
  writeFileSync(
    inRoot('test-results', `${name}.counts.json`),
    JSON.stringify(counts),
  );
  process.stdout.write(`${totalLine(counts)}\n`);
}
