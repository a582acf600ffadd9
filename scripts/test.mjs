// Runs all tests that need only Node and npm. Downloads Chromium if there is none. `--clients` adds the tests that need the AWS CLI, kubectl,
// PostgreSQL, moto, and a Kubernetes control plane. Jest and the browser tests run in parallel if there are enough processors.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { buildApp } from './lib/builtApp.mjs';
import { bringChromium, NO_CHROMIUM } from './lib/chromium.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { PostgresServer } from '../packages/integration-tests/src/__testUtils__/PostgresServer.cjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import {
  jestCounts,
  playwrightCounts,
  report,
  resultsDir,
  sum,
} from './lib/tally.mjs';

/**
 * Runs a test runner. Returns false if it exits with an error; its report contains the failures. With `logFile`, prints the output only after the
 * runner has ended, so that the lines of two runners do not mix.
 */
async function runner(what, tools, args, env, logFile) {
  say(what);
  try {
    await runToEnd({
      what,
      command: tools.node,
      args,
      cwd: inRoot(),
      env: {
        ...tools.env,
        ...env,
        // Third-party packages still load the built-in punycode module of Node.
        NODE_OPTIONS: `${
          tools.env.NODE_OPTIONS ?? ''
        } --disable-warning=DEP0040`.trim(),
      },
      logFile,
    });
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  } finally {
    if (logFile) {
      say(`${what}: ended`);
      process.stdout.write(readFileSync(logFile, 'utf8'));
    }
  }
}

/** Returns the seed for the inputs of fuzz targets. It comes from the commit, so that inputs change with each commit and are reproducible. */
function fuzzSeed() {
  const { stdout } = spawnSync('git', ['rev-parse', '--short=7', 'HEAD'], {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  return process.env.FUZZ_SEED ?? String(parseInt(stdout || '1', 16));
}

/** The minimum number of processors for Jest and the browser tests to run in parallel. With fewer, they only slow each other down. */
const PROCESSORS_FOR_BOTH = 4;

/** Returns the options that add the tests that `package.json` leaves out, and run the store tests on PostgreSQL in addition to SQLite. */
function withClients(postgresUrl) {
  return {
    args: ['--testPathIgnorePatterns=/node_modules/'],
    env: { BACKSTAGE_TEST_DATABASE_POSTGRES17_CONNECTION_STRING: postgresUrl },
  };
}

await run(async () => {
  const clients = process.argv.includes('--clients');
  const tools = await setup();
  mkdirSync(resultsDir, { recursive: true });
  const chromium = await bringChromium(tools);
  const jestReport = inRoot('test-results', 'jest.json');
  const browserReport = inRoot('test-results', 'browser.json');
  for (const old of [jestReport, browserReport]) rmSync(old, { force: true });

  const postgres = clients ? await PostgresServer.create() : undefined;
  const more = postgres
    ? withClients(postgres.connection)
    : { args: [], env: {} };
  const seed = fuzzSeed();
  const sideBySide = os.availableParallelism() >= PROCESSORS_FOR_BOTH;
  const runJest = () =>
    runner(
      `Running the tests of all packages (FUZZ_SEED=${seed})`,
      tools,
      [
        // Tests create many short-lived objects, and every worker has only one processor. Together, these options save a fifth of the time.
        '--min-semi-space-size=64',
        '--max-semi-space-size=128',
        '--single-threaded-gc',
        // Every test file leaves an AsyncLocalStorage in its worker. Without this option, Node 22 visits all of them for each promise.
        '--experimental-async-context-frame',
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        'repo',
        'test',
        '--json',
        `--outputFile=${jestReport}`,
        `--testSequencer=${inRoot('scripts', 'lib', 'longTestsFirst.cjs')}`,
        // Some tests start servers, which takes seconds on a busy machine.
        '--testTimeout=60000',
        // One worker more than processors, because some tests wait for a database or a process.
        `--maxWorkers=${os.availableParallelism() + 1}`,
        ...more.args,
      ],
      { CI: 'true', FUZZ_SEED: seed, ...more.env },
    ).finally(() => postgres?.destroy());
  const runBrowser = () =>
    runner(
      'Running the browser tests',
      tools,
      [
        inRoot('node_modules', '@playwright', 'test', 'cli.js'),
        'test',
        '--project=browser',
        '--project=apart',
        ...(clients ? ['--project=clients'] : []),
      ],
      { FUZZ_SEED: seed, ...chromium },
      sideBySide ? inRoot('test-results', 'browser.log') : undefined,
    );
  const jestEnded = runJest();
  if (!sideBySide) {
    // If this build fails, the browser tests build the app again and report the error.
    const built = chromium
      ? buildApp(tools, inRoot('test-results', 'app.log'), true).catch(() => {})
      : undefined;
    await Promise.all([jestEnded, built]);
  }
  const [jest, browser] = await Promise.all([
    jestEnded,
    chromium && runBrowser(),
  ]);
  const counts = sum([
    jestCounts(jestReport),
    ...(chromium ? [playwrightCounts(browserReport)] : []),
  ]);
  if (!chromium) process.stderr.write(`${NO_CHROMIUM}\n`);
  report('test', counts);
  if (!jest || !browser || counts.failed > 0) process.exitCode = 1;
});
