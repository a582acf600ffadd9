// Runs the backend of the host in production mode on a generated fleet, reads its catalog, and scans every cluster and account.
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { stringify } from 'yaml';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { startService } from '../../../../scripts/lib/processes.mjs';
import { withProgress } from '../../../../scripts/lib/progress.mjs';
import {
  answers,
  hostEnv,
  sandboxDir,
} from '../../../../scripts/lib/services.mjs';
import { scanAll } from '../../../../scripts/lib/scans.mjs';
import { signIn } from '../../../../scripts/lib/signIn.mjs';
import { imageFlags } from './imageFlags.mjs';

const POLL_MS = 1_000;
/** The maximum time to scan the largest fleet, in milliseconds. */
const SCAN_MS = 60 * 60_000;
/** The interval of background tasks that are not measured. */
const RARELY = { hours: 24 };
const schedule = (scope = {}) => ({
  schedule: {
    ...scope,
    frequency: RARELY,
    timeout: { minutes: 15 },
    initialDelay: RARELY,
  },
});

/** Returns the configuration that overrides the configuration of the host. */
function overlay({ catalog, database, ...scans }) {
  return {
    backend: { ...(database && { database }) },
    auth: {
      environment: 'production',
      providers: {
        guest: {
          // Only this machine can reach the backend.
          dangerouslyAllowOutsideDevelopment: true,
        },
      },
    },
    catalog: {
      processingInterval: RARELY,
      locations: [catalog.file].map(target => ({
        type: 'file',
        target,
        rules: [{ allow: ['Component', 'Group', 'User'] }],
      })),
    },
    search: {
      collators: {
        catalog: schedule({ scope: 'local' }),
        irsa: schedule({ scope: 'local' }),
      },
    },
    irsa: {
      groupSources: ['file:*/catalog.yaml'],
      namespaceRules: catalog.teams.map(team => ({
        owners: [`group:default/${team}`],
        clusters: ['*'],
        namespaces: [team, `${team}-*`],
        resources: ['*'],
      })),
      notifications: { frequency: RARELY },
      catalog: schedule(),
      scans: { ...scans, frequency: RARELY },
    },
  };
}

function start(tools, ports, configFile, flags) {
  const require = createRequire(inRoot('package.json'));
  const directory = sandboxDir();
  const configs = [
    inRoot('app-config.yaml'),
    path.join(directory, 'app-config.sandbox.yaml'),
    configFile,
  ];
  return startService({
    name: 'The backend',
    command: tools.node,
    args: [
      ...imageFlags(),
      ...flags,
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      'src/index.ts',
      ...configs.flatMap(file => ['--config', file]),
    ],
    cwd: inRoot('packages', 'backend'),
    env: {
      // The backend serves the app.
      ...hostEnv(tools, { ...ports, app: ports.backend }),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    },
    logFile: path.join(directory, 'logs', `backend-${ports.backend}.log`),
    failure: /Backend startup failed/,
  });
}

/** Polls until `ask` returns true. */
async function until(ask) {
  for (;;) {
    if (await ask()) return;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}

async function catalogHas(send, count) {
  const { totalItems } = await send(
    'GET',
    '/api/catalog/entities/by-query?limit=0&filter=kind=component',
  );
  return totalItems >= count;
}

/**
 * Starts the backend, by default on SQLite, and waits until the components are in its catalog. Returns its address, a token of the guest (who may
 * read the whole fleet), a function that sends requests as the guest, its process ID, and a function that stops it.
 * @param {boolean} options.enabled - whether scans run when they are due
 * @param {boolean} options.here - whether this process runs the scans
 * @param {string[]} options.flags - flags for Node, in addition to those of the image
 */
export async function startHost(
  tools,
  ports,
  { label, catalog, database, enabled = true, here = true, flags = [] },
) {
  const configFile = path.join(
    sandboxDir(),
    `app-config.bench-${ports.backend}.yaml`,
  );
  const sections = overlay({ catalog, database, enabled, here });
  writeFileSync(configFile, stringify(sections));
  const { failed, stop, child } = start(tools, ports, configFile, flags);
  const address = `http://localhost:${ports.backend}`;
  const orFailed = work => Promise.race([work, failed]);
  await withProgress(
    `Starting the backend on ${label}`,
    answers(`${address}/.backstage/health/v1/readiness`, failed),
  );
  const { send, token } = await signIn(address);
  await withProgress(
    `Reading a catalog of ${catalog.components} components`,
    orFailed(until(() => catalogHas(send, catalog.components))),
  );
  return { address, token, send, orFailed, stop, pid: child.pid };
}

/** Starts the backend with a new database, and waits until the fleet is scanned. */
export async function startFleetHost(tools, ports, options) {
  const database = path.join(sandboxDir(), 'database');
  rmSync(database, { recursive: true, force: true });
  const host = await startHost(tools, ports, options);
  await withProgress(
    'Scanning the fleet',
    host.orFailed(scanAll(host.send, SCAN_MS)),
  );
  return host;
}
