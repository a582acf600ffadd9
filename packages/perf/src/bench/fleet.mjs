// A scan of a generated fleet, beside a reader that takes one role at a time, on the same sandbox in the same run.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { scanFigures } from './figures.mjs';
import { startFleetSandbox } from './fleetSandbox.mjs';

/** What a full scan of 10,000 IAM service accounts may take. */
const GOALS = { peakMb: 700, delayP99: 50, fewerCalls: 50, faster: 10 };
const LATENCY_MS = 20;

/** What the heap may grow to: without a limit Node lets it grow for as long as the machine has memory. */
const HEAP_MB = 512;

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

/** The account that may read the organization's policies. */
const ORGANIZATION = { accountId: '111122223333' };

/** The configuration of a backend that scans the fleet as it starts, and by itself only a day later. */
function backendConfig(sandbox, { database, organization }) {
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
      development: true,
      aws: { endpoint: sandbox.endpoint },
      clusters: sandbox.clusters.map(({ name, accountId, region }) => ({
        name,
        accountId,
        region,
        access: { type: 'kubeconfig', file: sandbox.kubeconfig, context: name },
        tokenRequestAccess: {
          type: 'kubeconfig',
          file: sandbox.kubeconfig,
          context: name,
        },
      })),
      namespaceRules: [
        {
          owners: ['group:default/team'],
          clusters: ['*'],
          namespaces: ['*'],
          resources: ['*'],
        },
      ],
      scans: { enabled: true, frequency: { hours: 24 } },
      ...(organization && { organization }),
    },
  };
}

/** A first and a further scan by a backend with a new database. */
async function scan(tools, build, sandbox, { directory, organization }) {
  rmSync(directory, { recursive: true, force: true });
  const database = { client: 'better-sqlite3', connection: { directory } };
  const { first, again } = await runWork(tools, {
    what: 'The scan',
    script: 'scanWork.cjs',
    args: [build],
    nodeOptions: [`--max-old-space-size=${HEAP_MB}`],
    input: backendConfig(sandbox, { database, organization }),
  });
  for (const problem of [...first.stale, ...again.stale]) say(problem);
  return { first, again };
}

/** How often the sandbox was asked about the organization. */
async function organizationCalls({ endpoint }) {
  const answer = await fetch(`${endpoint}/__sandbox/calls`);
  const { calls } = await answer.json();
  return calls.filter(({ service }) => service === 'organizations').length;
}

/** Runs a script by the pinned Node, with its input as JSON. Answers what it prints last, read as JSON. */
function runWork(tools, { what, script, args = [], nodeOptions = [], input }) {
  const child = spawn(
    tools.node,
    [
      ...nodeOptions,
      inRoot('packages', 'perf', 'src', 'bench', script),
      ...args,
    ],
    {
      cwd: inRoot('packages', 'backend'),
      env: { ...tools.env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  child.stdin.end(JSON.stringify(input));
  let printed = '';
  child.stdout.on('data', chunk => {
    printed += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      if (code !== 0) reject(new Error(`${what} ended with ${code}.`));
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
    'CPU seconds': rounded(taken.cpuSeconds, 1),
    'AWS calls': taken.aws,
    'Kubernetes calls': taken.kubernetes,
    'peak MB': rounded(taken.peakMb),
    'loop p50 ms': rounded(taken.delayP50, 1),
    'loop p99 ms': rounded(taken.delayP99, 1),
    'loop max ms': rounded(taken.delayMax),
  };
}

/** What was reached of the goals, of the fleet that both read. */
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

/** Scans fleets of several sizes, and prints what that took. `build` is the folder of the production build. Answers the figures. */
export async function benchScans(tools, build, { sizes = SIZES } = {}) {
  const rows = [];
  const figures = {};
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
      say(`Scanning it, with ${LATENCY_MS} ms for each call`);
      const database = path.join(directory, 'database');
      const { first, again } = await scan(tools, build, sandbox, {
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
        say('Scanning it with the policies of the organization');
        const whole = await scan(tools, build, sandbox, {
          directory: database,
          organization: ORGANIZATION,
        });
        const calls = await organizationCalls(sandbox);
        rows.push(
          rowOf(`  with ${calls} calls for SCPs and RCPs`, whole.first),
          rowOf('  with them, again', whole.again),
        );
        say('Reading the same one role at a time, eight in parallel');
        const slow = await runWork(tools, {
          what: 'The reader',
          script: 'oneByOneWork.mjs',
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
