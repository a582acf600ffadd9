// Compares scans of one fleet by the backend of the baseline commit and by the current backend. Both are production builds, and take turns.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheDir, inRoot } from '../../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../../scripts/lib/processes.mjs';
import { say, withProgress } from '../../../../scripts/lib/progress.mjs';
import { BASELINE, baselineFolder } from './baseline.mjs';
import { median } from './measure.mjs';
import { backendOfToday, inBench, scanFleet, startFleet } from './scanRuns.mjs';

const SIZE = 10_000;
const ROUNDS = 3;

/** The code that installs and builds the baseline commit with its own scripts, in its own folder. */
const BUILD = `
import { setup } from './scripts/lib/install.mjs';
import { run } from './scripts/lib/progress.mjs';
import { buildForProduction } from './scripts/bench/productionBuild.mjs';
await run(async () => {
  await buildForProduction(await setup());
  process.exit(0);
});
`;

/** Builds the backend of the baseline once for all clones of the user. Undefined if the history lacks the commit, as in a shallow clone. */
async function backendOfBaseline(tools) {
  const root = path.join(cacheDir, `baseline-${BASELINE}`);
  // This file is written last, so that an interrupted build starts again.
  const done = path.join(root, '.sandbox', 'bench-build-done');
  if (!existsSync(done)) {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    if (baselineFolder('.', root) === undefined) return undefined;
    await withProgress(
      'Installing and building the frozen commit (takes several minutes the first time)',
      runToEnd({
        what: 'Building the frozen commit',
        command: tools.node,
        args: ['--input-type=module', '--eval', BUILD],
        cwd: root,
        env: tools.env,
        logFile: `${root}.log`,
      }),
    );
    writeFileSync(done, '');
  }
  // The same script measures both backends. In this folder, it finds the dependencies of the baseline commit.
  const script = path.join(root, 'scripts', 'bench', 'scanWork.cjs');
  copyFileSync(inBench('scanWork.cjs'), script);
  return {
    script,
    cwd: path.join(root, 'packages', 'backend'),
    build: path.join(root, '.sandbox', 'bench-build'),
    // Its image sets none.
    flags: [],
    isBaseline: true,
  };
}

const FIGURES = [
  ['first scan, s', ({ first }) => first.seconds],
  ['first scan, CPU s', ({ first }) => first.cpuSeconds],
  ['further scan, s', ({ again }) => again.seconds],
  ['further scan, CPU s', ({ again }) => again.cpuSeconds],
  ['peak memory, MB', ({ again }) => again.peakMb],
  ['event-loop delay p99, ms', ({ first }) => first.delayP99],
  ['event-loop delay p99, further scan, ms', ({ again }) => again.delayP99],
  [
    'longest hold of the event loop, ms',
    ({ first, again }) => Math.max(first.delayMax, again.delayMax),
  ],
];

/** The goals for the current backend: the highest allowed value (`most`), or the factor by which it must be better (`times`). */
const GOALS = {
  'first scan, s': { times: 2.5 },
  'first scan, CPU s': { times: 1.8 },
  'further scan, s': { times: 2.5 },
  'peak memory, MB': { most: 600 },
  'event-loop delay p99, ms': { most: 20 },
  'event-loop delay p99, further scan, ms': { most: 20 },
  'longest hold of the event loop, ms': { most: 200 },
};

function rowOf(what, before, now) {
  const times = before / now;
  const { times: least, most } = GOALS[what] ?? {};
  const isReached = least === undefined ? now <= most : times >= least;
  return {
    what,
    [BASELINE]: before.toFixed(1),
    today: now.toFixed(1),
    'times better': times.toFixed(2),
    goal: least ? `≥ ${least} times` : most ? `≤ ${most}` : '',
    reached: !GOALS[what] ? '' : isReached ? 'yes' : 'NO',
  };
}

/** Prints the medians of both backends. Their runs alternate, so that other load affects both. `build` is the folder of the current build. */
export async function benchBaselineScans(tools, build) {
  const before = await backendOfBaseline(tools);
  if (!before) {
    say(
      `The Git history lacks commit ${BASELINE}, so its scans are not compared.`,
    );
    return;
  }
  const directory = inRoot('.sandbox', 'bench-fleet');
  rmSync(directory, { recursive: true, force: true });
  const sandbox = await startFleet(tools, { directory, size: SIZE });
  const backends = [before, backendOfToday(build)];
  const runs = backends.map(() => []);
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const [index, backend] of backends.entries()) {
        say(
          `Round ${round} of ${ROUNDS}: ${
            backend.isBaseline ? BASELINE : "today's"
          } scans ${SIZE} IAM service accounts`,
        );
        const database = path.join(directory, 'database');
        runs[index].push(
          await scanFleet(tools, sandbox, { backend, directory: database }),
        );
      }
    }
  } finally {
    await sandbox.stop();
  }
  console.table(
    FIGURES.map(([what, of]) =>
      rowOf(what, ...runs.map(list => median(list.map(of)))),
    ),
  );
}
