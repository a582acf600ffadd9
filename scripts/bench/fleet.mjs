// A sweep of a generated fleet, beside a reader that takes one role at a time, on the same sandbox in the same run.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { say } from '../lib/progress.mjs';
import { startFleetSandbox } from './fleetSandbox.mjs';
import { readOneByOne } from './oneByOne.mjs';

/** What a full sweep of 10,000 IAM service accounts may take. */
const GOALS = { peakMb: 700, delayP99: 50, fewerCalls: 50, faster: 10 };
const LATENCY_MS = 20;
const PORTS = { aws: 4966, clusters: [6843, 6844, 6845] };

/** IAM service accounts of each fleet; roles and pods go with them. */
const SIZES = [1_000, 10_000, 20_000];
const COMPARED = 10_000;

const fleetOf = size => ({
  clusters: 3,
  accounts: 2,
  serviceAccounts: size,
  roles: size * 0.4,
  pods: size * 3,
});

/** The configuration of a backend that sweeps the fleet as it starts, and by itself only a day later. */
function backendConfig(sandbox, database) {
  return {
    backend: { database },
    aws: {
      accounts: sandbox.accounts.map(({ accountId, keys }) => ({
        accountId,
        accessKeyId: keys.AWS_ACCESS_KEY_ID,
        secretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
      })),
    },
    irsa: {
      aws: { endpoint: sandbox.endpoint },
      clusters: sandbox.clusters.map(({ name, accountId, region }) => ({
        name,
        accountId,
        region,
        access: { type: 'kubeconfig', file: sandbox.kubeconfig, context: name },
      })),
      rules: [
        { owners: ['group:default/team'], clusters: ['*'], namespaces: ['*'] },
      ],
      sweeps: { enabled: true, frequency: { hours: 24 } },
    },
  };
}

function sweep(tools, config) {
  const require = createRequire(inRoot('package.json'));
  const child = spawn(
    tools.node,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      inRoot('scripts', 'bench', 'sweepWork.cjs'),
    ],
    {
      cwd: inRoot('packages', 'backend'),
      env: { ...tools.env, LOG_LEVEL: 'error' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  child.stdin.end(JSON.stringify(config));
  let printed = '';
  child.stdout.on('data', chunk => {
    printed += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      if (code !== 0) reject(new Error(`The sweep ended with ${code}.`));
      else resolve(JSON.parse(printed.trim().split('\n').pop()));
    });
  });
}

function rowOf(what, { serviceAccounts, ...taken }) {
  const rounded = (value, digits = 0) => value?.toFixed(digits) ?? '';
  return {
    what,
    'service accounts': serviceAccounts,
    seconds: rounded(taken.seconds, 1),
    'AWS calls': taken.aws,
    'Kubernetes calls': taken.kubernetes,
    'peak MB': rounded(taken.peakMb),
    'loop p50 ms': rounded(taken.delayP50, 1),
    'loop p99 ms': rounded(taken.delayP99, 1),
    'loop max ms': rounded(taken.delayMax),
  };
}

/** What was reached of the goals, of the fleet that both read. */
function verdicts(swept, oneByOne) {
  const verdict = (what, value, goal, reached) => ({
    what,
    value: value.toFixed(1),
    goal,
    reached: reached ? 'yes' : 'NO',
  });
  const fewer = oneByOne.aws / swept.aws;
  const faster = oneByOne.seconds / swept.seconds;
  return [
    verdict(
      'times fewer AWS calls',
      fewer,
      `≥ ${GOALS.fewerCalls}`,
      fewer >= GOALS.fewerCalls,
    ),
    verdict(
      'times faster',
      faster,
      `≥ ${GOALS.faster}`,
      faster >= GOALS.faster,
    ),
    verdict(
      'peak memory, MB',
      swept.peakMb,
      `≤ ${GOALS.peakMb}`,
      swept.peakMb <= GOALS.peakMb,
    ),
    verdict(
      'event-loop delay p99, ms',
      swept.delayP99,
      `≤ ${GOALS.delayP99}`,
      swept.delayP99 <= GOALS.delayP99,
    ),
  ];
}

/** Sweeps fleets of several sizes, and prints what that took. `database` gives the section for a fleet. */
export async function benchSweeps(tools, { sizes = SIZES } = {}) {
  const rows = [];
  let goals = [];
  for (const size of sizes) {
    say(`Generating a fleet of ${size} IAM service accounts`);
    const directory = inRoot('.sandbox', 'bench-fleet');
    rmSync(directory, { recursive: true, force: true });
    const sandbox = await startFleetSandbox(tools, {
      directory,
      fleet: fleetOf(size),
      latencyMs: LATENCY_MS,
      ports: PORTS,
    });
    try {
      say(`Sweeping it, with ${LATENCY_MS} ms for each call`);
      const database = {
        client: 'better-sqlite3',
        connection: { directory: path.join(directory, 'database') },
      };
      const { first, again } = await sweep(
        tools,
        backendConfig(sandbox, database),
      );
      for (const problem of [...first.stale, ...again.stale]) say(problem);
      rows.push(rowOf(`sweep of ${size}`, first));
      rows.push(rowOf('  again, nothing changed', again));
      if (size === COMPARED) {
        say('Reading the same one role at a time, eight in parallel');
        const slow = await readOneByOne(sandbox);
        rows.push(rowOf('  one role at a time', slow));
        goals = verdicts(first, slow);
      }
    } finally {
      await sandbox.stop();
    }
  }
  console.table(rows);
  if (goals.length > 0) console.table(goals);
}
