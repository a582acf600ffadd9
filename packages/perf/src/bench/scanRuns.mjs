// Starts a generated fleet, and scans it with backends in separate processes.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { startFleetSandbox } from './fleetSandbox.mjs';
import { imageFlags } from './imageFlags.mjs';

/** The latency of each call, in milliseconds. */
export const LATENCY_MS = 20;

/** The flag that limits the heap size. Without a limit, Node lets the heap grow as long as the machine has memory. */
const HEAP_FLAG = '--max-old-space-size=512';

const PORTS = { aws: 4966, clusters: [6843, 6844, 6845] };

/** Starts a sandbox with `size` IAM service accounts and proportional numbers of roles and pods. */
export function startFleet(tools, { directory, size }) {
  return startFleetSandbox(tools, {
    directory,
    fleet: {
      clusters: 3,
      accounts: 2,
      serviceAccounts: size,
      roles: size * 0.4,
      pods: size * 3,
    },
    latencyMs: LATENCY_MS,
    ports: PORTS,
  });
}

const RULE = {
  owners: ['group:default/team'],
  clusters: ['*'],
  namespaces: ['*'],
};

/** The settings for one scan when the backend starts. The next automatic scan is a day later. */
const ONCE = { enabled: true, frequency: { hours: 24 } };

/** The limit of AWS calls per minute. Scans without a pause would wait for the next minute with the default, which the baseline commit does not have. */
const UNLIMITED = 1_000_000;

/** Returns the configuration of a backend, with the current setting names or, if `isBaseline`, with the names of the baseline commit. */
function backendConfig(sandbox, { directory, organization, isBaseline }) {
  const accessTo = ({ name }) => ({
    type: 'kubeconfig',
    file: sandbox.kubeconfig,
    context: name,
  });
  return {
    backend: {
      database: { client: 'better-sqlite3', connection: { directory } },
    },
    aws: {
      accounts: sandbox.accounts.map(({ accountId, keys }) => ({
        accountId,
        accessKeyId: keys.AWS_ACCESS_KEY_ID,
        secretAccessKey: keys.AWS_SECRET_ACCESS_KEY,
      })),
    },
    irsa: {
      aws: { endpoint: sandbox.endpoint },
      clusters: sandbox.clusters.map(cluster => ({
        ...cluster,
        access: accessTo(cluster),
        ...(!isBaseline && { tokenRequestAccess: accessTo(cluster) }),
      })),
      ...(isBaseline
        ? { rules: [RULE], sweeps: ONCE }
        : {
            development: true,
            namespaceRules: [{ ...RULE, resources: ['*'] }],
            scans: ONCE,
            limits: { awsCallsPerMinute: UNLIMITED },
          }),
      ...(organization && { organization }),
    },
  };
}

const BACKEND = inRoot('packages', 'backend');

export const inBench = name => inRoot('packages', 'perf', 'src', 'bench', name);

/** Returns the current backend, given the folder of its production build. */
export const backendOfToday = build => ({
  script: inBench('scanWork.cjs'),
  cwd: BACKEND,
  build,
  flags: imageFlags(),
  isBaseline: false,
});

/** Runs a script with the pinned Node in the folder of a backend, with JSON input. Returns its last output line, parsed as JSON. */
export function runWork(
  tools,
  { what, script, cwd = BACKEND, args = [], nodeOptions = [], input },
) {
  const child = spawn(tools.node, [...nodeOptions, script, ...args], {
    cwd,
    env: { ...tools.env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
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

/** Scans the fleet with a backend that has a new database. Returns the measurements of the first and the last scan. */
export async function scanFleet(
  tools,
  sandbox,
  { backend, directory, organization },
) {
  rmSync(directory, { recursive: true, force: true });
  const { script, cwd, build, flags, isBaseline } = backend;
  const { first, again } = await runWork(tools, {
    ...{ what: 'The scan', script, cwd },
    args: [build],
    nodeOptions: [...flags, HEAP_FLAG],
    input: backendConfig(sandbox, { directory, organization, isBaseline }),
  });
  for (const problem of [...first.stale, ...again.stale]) say(problem);
  return { first, again };
}
