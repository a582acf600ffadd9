// Starts the whole product on this machine: sandbox, backend and app. `--no-app` leaves the app out, `--built-app` builds it as it is deployed and
// lets the backend serve it, `--inspect` lets a debugger into the backend; all other options go to the sandbox.
import { choosePorts } from './lib/ports.mjs';
import { install } from './lib/install.mjs';
import { stopChildren, stopOnSignals } from './lib/processes.mjs';
import { run, say } from './lib/progress.mjs';
import {
  publishDocumentation,
  sandboxDir,
  startHost,
  startSandbox,
} from './lib/services.mjs';

const OWN_OPTIONS = ['--no-app', '--built-app', '--inspect'];

await run(async () => {
  const options = process.argv.slice(2);
  const app = !options.includes('--no-app');
  const builtApp = options.includes('--built-app');
  const inspect = options.includes('--inspect');
  const ports = await choosePorts([
    'backend',
    'aws',
    'prod',
    'staging',
    ...(app && !builtApp ? ['app'] : []),
  ]);
  if (builtApp) ports.app = ports.backend;
  const tools = await install();
  stopOnSignals();
  try {
    const sandbox = await startSandbox(
      tools,
      ports,
      options.filter(option => !OWN_OPTIONS.includes(option)),
    );
    if (app) await publishDocumentation();
    const host = await startHost(tools, ports, { app, builtApp, inspect });
    const directory = sandboxDir();
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
