import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';

/** The folder for the results of the test runners. */
export const resultsDir = inRoot('test-results');

/** Reads the test counts from the JSON report of Jest. A missing report counts as 1 failure. */
export function jestCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests,
    // A file that fails to load has no tests to count.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Reads the test counts from the JSON report of Playwright. A missing report counts as 1 failure. */
export function playwrightCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}

/** Adds up test counts. */
export function sum(list) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of list) {
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  return total;
}

/** Returns the last line of every run. */
export function totalLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Writes the counts to a file for the caller, and prints them as the last line. */
export function report(name, counts) {
  mkdirSync(resultsDir, { recursive: true });
  writeFileSync(
    inRoot('test-results', `${name}.counts.json`),
    JSON.stringify(counts),
  );
  process.stdout.write(`${totalLine(counts)}\n`);
}
