// A generated fleet, and backends in processes of their own that scan it.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { startFleetSandbox } from './fleetSandbox.mjs';

/** How long each call takes, in milliseconds. */
export const LATENCY_MS = 20;

/** What the heap may grow to: without a limit Node lets it grow for as long as the machine has memory. */
const HEAP_FLAG = '--max-old-space-size=512';

const PORTS = { aws: 4966, clusters: [6843, 6844, 6845] };

/** Starts a sandbox with so many IAM service accounts; roles and pods go with them. */
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

/** It scans the fleet as the backend starts, and by itself only a day later. */
const ONCE = { enabled: true, frequency: { hours: 24 } };

/** The configuration of a backend, by the names of now, or with `isBaseline` those of the frozen commit. */
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
          }),
      ...(organization && { organization }),
    },
  };
}

const BACKEND = inRoot('packages', 'backend');

export const inBench = name => inRoot('packages', 'perf', 'src', 'bench', name);

/** Today's backend, by the folder of its production build. */
export const backendOfToday = build => ({
  script: inBench('scanWork.cjs'),
  cwd: BACKEND,
  build,
  isBaseline: false,
});

/** Runs a script by the pinned Node where the dependencies of a backend are, with its input as JSON. Answers what it prints last, read as JSON. */
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

/** The first and the last scan by a backend with a new database. */
export async function scanFleet(
  tools,
  sandbox,
  { backend, directory, organization },
) {
  rmSync(directory, { recursive: true, force: true });
  const { script, cwd, build, isBaseline } = backend;
  const { first, again } = await runWork(tools, {
    ...{ what: 'The scan', script, cwd },
    args: [build],
    nodeOptions: [HEAP_FLAG],
    input: backendConfig(sandbox, { directory, organization, isBaseline }),
  });
  for (const problem of [...first.stale, ...again.stale]) say(problem);
  return { first, again };
}
