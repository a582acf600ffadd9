// Measures scans of generated fleets, and compares them with a reader that reads roles one by one, on the same sandbox in the same run.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { scanFigures } from './figures.mjs';
import {
  backendOfToday,
  inBench,
  LATENCY_MS,
  runWork,
  scanFleet,
  startFleet,
} from './scanRuns.mjs';

/** The goals for a full scan of 10,000 IAM service accounts. */
const GOALS = { peakMb: 700, delayP99: 50, fewerCalls: 50, faster: 10 };

/** The number of IAM service accounts of each fleet. */
const SIZES = [1_000, 10_000, 20_000];
const COMPARED = 10_000;

/** The account that may read the policies of the organization. */
const ORGANIZATION = { accountId: '111122223333' };

/** Returns the number of AWS Organizations calls to the sandbox. */
async function organizationCalls({ endpoint }) {
  const answer = await fetch(`${endpoint}/__sandbox/calls`);
  const { calls } = await answer.json();
  return calls.filter(({ service }) => service === 'organizations').length;
}

function rowOf(what, { serviceAccounts, ...taken }) {
  const rounded = (value, digits = 0) => value?.toFixed(digits) ?? '';
  return {
    what,
    'service accounts': serviceAccounts,
    seconds: rounded(taken.seconds, 1),
    'CPU seconds': rounded(taken.cpuSeconds, 1),
    'AWS calls': taken.aws,
    'Kubernetes calls': taken.kubernetes,
    'peak MB': rounded(taken.peakMb),
    'loop p50 ms': rounded(taken.delayP50, 1),
    'loop p99 ms': rounded(taken.delayP99, 1),
    'loop max ms': rounded(taken.delayMax),
  };
}

/** Returns the goals and whether they were reached, for the fleet that both the scan and the reader read. */
function verdicts({ first, again, slow }) {
  const atLeast = (what, value, goal) => ({
    what,
    value: value.toFixed(1),
    goal: `≥ ${goal}`,
    reached: value >= goal ? 'yes' : 'NO',
  });
  const atMost = (what, value, goal) => ({
    what,
    value: value.toFixed(1),
    goal: `≤ ${goal}`,
    reached: value <= goal ? 'yes' : 'NO',
  });
  return [
    atLeast('times fewer AWS calls', slow.aws / first.aws, GOALS.fewerCalls),
    atLeast(
      'times faster, the first scan, with all that it evaluates and stores',
      slow.seconds / first.seconds,
      GOALS.faster,
    ),
    atLeast(
      'times faster, each further scan',
      slow.seconds / again.seconds,
      GOALS.faster,
    ),
    atMost('peak memory, MB', again.peakMb, GOALS.peakMb),
    atMost('event-loop delay p99, ms', first.delayP99, GOALS.delayP99),
    atMost('  again, nothing changed', again.delayP99, GOALS.delayP99),
  ];
}

/** Scans fleets of several sizes, and prints the measurements. `build` is the folder of the production build. Returns the figures. */
export async function benchScans(tools, build, { sizes = SIZES } = {}) {
  const rows = [];
  const figures = {};
  let goals = [];
  const backend = backendOfToday(build);
  for (const size of sizes) {
    say(`Generating a fleet of ${size} IAM service accounts`);
    const directory = inRoot('.sandbox', 'bench-fleet');
    rmSync(directory, { recursive: true, force: true });
    const sandbox = await startFleet(tools, { directory, size });
    try {
      say(`Scanning the fleet, with ${LATENCY_MS} ms for each call`);
      const database = path.join(directory, 'database');
      const { first, again } = await scanFleet(tools, sandbox, {
        backend,
        directory: database,
      });
      rows.push(rowOf(`scan of ${size}`, first));
      rows.push(rowOf('  again, nothing changed', again));
      const name = `scans of ${size}`;
      Object.assign(figures, {
        ...scanFigures(`${name}: first scan`, first),
        ...scanFigures(`${name}: further scan`, again),
        [`${name}: peak memory`]: { value: again.peakMb, unit: 'MB' },
      });
      if (size === COMPARED) {
        say('Scanning the fleet with the policies of the organization');
        const whole = await scanFleet(tools, sandbox, {
          backend,
          directory: database,
          organization: ORGANIZATION,
        });
        const calls = await organizationCalls(sandbox);
        rows.push(
          rowOf(`  with ${calls} calls for SCPs and RCPs`, whole.first),
          rowOf('  with them, again', whole.again),
        );
        say('Reading the same fleet one role at a time, 8 in parallel');
        const slow = await runWork(tools, {
          what: 'The reader',
          script: inBench('oneByOneWork.mjs'),
          input: sandbox,
        });
        rows.push(rowOf('  one role at a time', slow));
        goals = verdicts({ first, again, slow });
      }
    } finally {
      await sandbox.stop();
    }
  }
  console.table(rows);
  if (goals.length > 0) console.table(goals);
  return figures;
}
