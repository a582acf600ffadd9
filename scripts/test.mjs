// Every test that needs no more than Node and npm; a Chromium is downloaded where there is none. `--clients` adds those that need the AWS CLI, kubectl, PostgreSQL, moto
// and a Kubernetes control plane. Jest and the browser run side by side where there are processors for both.
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
 * Runs a test runner; failures are in its report, so its exit code only says that there are some. With `logFile`, its output is
 * printed when it has ended, so that two runners do not write between each other's lines.
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
        // Packages of others still load Node's own punycode.
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

/** By which seed fuzz targets draw their inputs: the commit's, so that they change with it and can be had again. */
function fuzzSeed() {
  const { stdout } = spawnSync('git', ['rev-parse', '--short=7', 'HEAD'], {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  return process.env.FUZZ_SEED ?? String(parseInt(stdout || '1', 16));
}

/** With fewer, the two only take time from each other. */
const PROCESSORS_FOR_BOTH = 4;

/** Also what `package.json` leaves out, and the stores on PostgreSQL beside SQLite. */
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
        // Tests make much that is soon thrown away, and every worker has a processor's share: together a fifth of the time.
        '--min-semi-space-size=64',
        '--max-semi-space-size=128',
        '--single-threaded-gc',
        // Every file leaves an AsyncLocalStorage behind in its worker, and without this Node 22 goes through all of them for each promise.
        '--experimental-async-context-frame',
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        'repo',
        'test',
        '--json',
        `--outputFile=${jestReport}`,
        `--testSequencer=${inRoot('scripts', 'lib', 'longTestsFirst.cjs')}`,
        // Flows start servers, which takes seconds on a busy machine.
        '--testTimeout=60000',
        // One more than processors: some tests wait for a database or a process.
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
    // The browser tests build it where this fails, and say why.
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
