// Starts the whole product on this machine: sandbox, backend, and app. The backend serves a production build of the app. With `yarn start`, a
// development server serves the app and rebuilds it after each change. `--no-app` leaves out the app, `--inspect` lets a debugger connect to the
// backend, and all other options go to the sandbox.
import { choosePorts } from './lib/ports.mjs';
import { install } from './lib/install.mjs';
import { stopChildren, stopOnSignals } from './lib/processes.mjs';
import { run, say, withProgress } from './lib/progress.mjs';
import { scanAll } from './lib/scans.mjs';
import {
  publishDocumentation,
  sandboxDir,
  startHost,
  startSandbox,
} from './lib/services.mjs';
import { signIn } from './lib/signIn.mjs';

const OWN_OPTIONS = ['--no-app', '--inspect'];

const isDevelopment = (process.env.npm_config_user_agent ?? '').startsWith(
  'yarn/',
);

const SCAN_MS = 20_000;

/** Scans everything again: resources that were scanned before the catalog was read have no owner. Scan failures do not prevent the start. */
async function scanWithCatalog(backend) {
  const guest = await signIn(backend);
  if (!guest) return;
  try {
    await withProgress(
      'Scanning the clusters and accounts',
      scanAll(guest.send, SCAN_MS),
    );
  } catch (error) {
    say(error.message);
  }
}

await run(async () => {
  const options = process.argv.slice(2);
  const app =
    !options.includes('--no-app') && (isDevelopment ? 'development' : 'built');
  const inspect = options.includes('--inspect');
  const ports = await choosePorts([
    'backend',
    'aws',
    'prod',
    'staging',
    ...(app ? ['app'] : []),
  ]);
  const tools = await install();
  stopOnSignals();
  try {
    const sandbox = await startSandbox(
      tools,
      ports,
      options.filter(option => !OWN_OPTIONS.includes(option)),
    );
    if (app) await publishDocumentation();
    const host = await startHost(tools, ports, { app, inspect });
    const directory = sandboxDir();
    await scanWithCatalog(`http://localhost:${ports.backend}`);
    say('Ready.');
    process.stdout.write(`
  ${
    app ? `App       http://localhost:${ports.app}\n  ` : ''
  }Backend   http://localhost:${ports.backend}
  AWS       http://127.0.0.1:${ports.aws}   (sandbox: for development only)

  Clusters  KUBECONFIG=${directory}/kubeconfig   contexts ${sandbox.clusters.join(
      ', ',
    )}
  AWS CLI   . ${directory}/aws.env   (aws-staging.env, aws-endpoint.env)
  Logs      ${directory}/logs

Ctrl-C stops everything.
`);
    await Promise.race([sandbox.failed, host.failed]);
  } finally {
    await stopChildren();
  }
});
