import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildApp } from './builtApp.mjs';
import { catalogIsRead } from './catalog.mjs';
import { inRoot } from './paths.mjs';
import { serveAlsoAt } from './serveAlsoAt.mjs';
import { say, withProgress } from './progress.mjs';
import { startService } from './processes.mjs';

/** Returns the folder in which the sandbox writes files for other programs, and the host keeps its databases and logs. */
export const sandboxDir = () =>
  path.resolve(process.env.IRSA_SANDBOX_DIRECTORY ?? inRoot('.sandbox'));

/** Polls a URL until it responds with success. Rejects if the service fails. */
export async function answers(url, failed) {
  let over = false;
  const poll = async () => {
    while (!over) {
      try {
        const answer = await fetch(url, {
          signal: AbortSignal.timeout(60_000),
        });
        if (answer.ok) return;
      } catch {
        // The service does not listen yet.
      }
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
  };
  try {
    await Promise.race([poll(), failed]);
  } finally {
    over = true;
  }
}

/** Reads the `export NAME=value` lines of a shell file. */
export function readExports(file) {
  const entries = readFileSync(file, 'utf8')
    .split('\n')
    .map(line => /^export (\w+)=(?:'([^']*)'|"([^"]*)"|(\S*))$/.exec(line))
    .filter(Boolean);
  return Object.fromEntries(
    entries.map(([, name, a, b, c]) => [name, a ?? b ?? c]),
  );
}

/** Returns the policy files that the host's configuration needs: it creates namespaces, every role has a boundary, and each account has keys. */
function backendPermissions() {
  const others = [
    'iam-policy.assumed-roles.json',
    'iam-policy.boundary-removal.json',
    'iam-policy.other-accounts.json',
    'iam-policy.token-requester.json',
    'namespace-role.yaml',
    'scp.json',
    'token-requester-role.yaml',
    'validating-admission-policy.yaml',
  ];
  const directory = inRoot('plugins', 'irsa-backend', 'iam');
  const files = readdirSync(directory)
    .filter(file => !others.includes(file))
    .map(file => path.join(directory, file));
  return [
    ...files,
    inRoot('packages', 'sandbox', 'permissions', 'token-requester.yaml'),
  ];
}

/**
 * Starts the sandbox, optionally with more options. A new sandbox is a new company. So the data of an earlier host, whose database can also have
 * another schema, is deleted. When the sandbox answers, settles with its process ID, the names of its clusters, and functions to watch and stop it.
 */
export async function startSandbox(tools, ports, options = []) {
  const directory = sandboxDir();
  const old = ['database', 'repositories']
    .map(name => path.join(directory, name))
    .filter(folder => existsSync(folder));
  if (old.length > 0)
    say(`Deleting data of the previous run: ${old.join(', ')}.`);
  for (const folder of old) rmSync(folder, { recursive: true, force: true });
  const { child, failed, stop } = startService({
    name: 'The sandbox',
    command: tools.node,
    args: [
      inRoot('packages', 'sandbox', 'bin', 'sandbox.js'),
      '--directory',
      directory,
      '--aws-port',
      String(ports.aws),
      '--cluster-ports',
      `${ports.prod},${ports.staging}`,
      ...backendPermissions().flatMap(file => ['--permissions', file]),
      ...options,
    ],
    cwd: inRoot(),
    env: tools.env,
    logFile: path.join(directory, 'logs', 'sandbox.log'),
  });
  const url = `http://127.0.0.1:${ports.aws}/__sandbox/state`;
  await withProgress(
    'Starting the sandbox (AWS and two clusters)',
    answers(url, failed),
  );
  const { clusters } = await (await fetch(url)).json();
  return {
    failed,
    stop,
    pid: child.pid,
    clusters: clusters.map(({ name }) => name),
  };
}

/** Returns the environment variables for the `app-config.yaml` of the host, including its ports. */
export function hostEnv(tools, ports) {
  const directory = sandboxDir();
  const prod = readExports(path.join(directory, 'backend.env'));
  // A sandbox with exported data has no staging account.
  const stagingFile = path.join(directory, 'backend-staging.env');
  const staging = existsSync(stagingFile) ? readExports(stagingFile) : prod;
  const app = `http://localhost:${ports.app}`;
  const backend = `http://localhost:${ports.backend}`;
  return {
    ...tools.env,
    NODE_ENV: 'development',
    IRSA_SANDBOX_DIRECTORY: directory,
    IRSA_SANDBOX_AWS_ENDPOINT: prod.AWS_ENDPOINT_URL,
    IRSA_SANDBOX_PROD_ACCESS_KEY_ID: prod.AWS_ACCESS_KEY_ID,
    IRSA_SANDBOX_PROD_SECRET_ACCESS_KEY: prod.AWS_SECRET_ACCESS_KEY,
    IRSA_SANDBOX_STAGING_ACCESS_KEY_ID: staging.AWS_ACCESS_KEY_ID,
    IRSA_SANDBOX_STAGING_SECRET_ACCESS_KEY: staging.AWS_SECRET_ACCESS_KEY,
    APP_CONFIG_app_baseUrl: app,
    APP_CONFIG_backend_baseUrl: backend,
    APP_CONFIG_backend_listen_port: String(ports.backend),
    APP_CONFIG_backend_cors_origin: app,
  };
}

/** Returns the arguments for the configuration files of the host: its own files, then the comma-separated files in `IRSA_CONFIG`. */
export function configArgs() {
  const files = [
    inRoot('app-config.yaml'),
    inRoot('app-config.local.yaml'),
    // A sandbox with other clusters or accounts writes this file.
    path.join(sandboxDir(), 'app-config.sandbox.yaml'),
  ].filter(existsSync);
  const extra = (process.env.IRSA_CONFIG ?? '').split(',').filter(Boolean);
  return [...files, ...extra.map(file => path.resolve(file))].flatMap(file => [
    '--config',
    file,
  ]);
}

/** Writes the documentation that the host shows under Docs. Needs packages that `setup` installs. */
export async function publishDocumentation() {
  const { writeSite } = await import('../docs/site.mjs');
  writeSite(path.join(sandboxDir(), 'techdocs'));
}

function startPackage(tools, env, { name, label, failure, args = [] }) {
  return startService({
    name: label,
    command: tools.node,
    args: [
      inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
      'package',
      'start',
      ...args,
      ...configArgs(),
    ],
    cwd: inRoot('packages', name),
    env,
    logFile: path.join(sandboxDir(), 'logs', `${name}.log`),
    failure,
  });
}

/** Waits until the backend answers and its catalog has read the entities in the configuration. */
export async function backendIsReady(ports, failed) {
  const address = `http://127.0.0.1:${ports.backend}`;
  await answers(`${address}/.backstage/health/v1/readiness`, failed);
  await Promise.race([catalogIsRead(address), failed]);
}

/** Starts the development server of the app. When it serves the app, settles with a list of promises that reject if the server fails. */
async function startDevelopmentServer(tools, env, ports) {
  const { failed } = startPackage(tools, env, {
    name: 'app',
    label: 'The app',
  });
  await withProgress(
    'Building the app',
    answers(`http://localhost:${ports.app}/`, failed),
  );
  return [failed];
}

/**
 * Starts the backend and the app of the host in parallel. Settles when they answer.
 * @param {object} options
 * @param {'built' | 'development' | false} options.app - a production build, a development server, or no app
 */
export async function startHost(tools, ports, { app, inspect = false }) {
  const env = hostEnv(tools, ports);
  // The backend serves the build that exists when it starts.
  if (app === 'built') {
    await withProgress(
      'Building the app for production',
      buildApp(tools, path.join(sandboxDir(), 'logs', 'app.log')),
    );
  }
  await tools.native;
  const backend = startPackage(tools, env, {
    name: 'backend',
    label: 'The backend',
    failure: /Backend startup failed/,
    args: [
      ...['--require', './src/instrumentation.js'],
      ...(inspect ? ['--inspect', '127.0.0.1:9229'] : []),
    ],
  });
  const [failedApp] = await Promise.all([
    app === 'development' ? startDevelopmentServer(tools, env, ports) : [],
    withProgress('Starting the backend', backendIsReady(ports, backend.failed)),
  ]);
  if (app === 'built' && ports.app !== ports.backend) {
    await serveAlsoAt(ports.app, ports.backend);
  }
  return { failed: Promise.race([backend.failed, ...failedApp]) };
}
