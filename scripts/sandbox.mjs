// Starts only the sandbox, in the terminal. Passes all options to it.
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run } from './lib/progress.mjs';
import { sandboxDir } from './lib/services.mjs';

await run(async () => {
  const tools = await setup();
  process.on('SIGINT', () => {}); // The sandbox also gets the signal, and ends by itself.
  await runToEnd({
    what: 'The sandbox',
    command: tools.node,
    args: [
      inRoot('packages', 'sandbox', 'bin', 'sandbox.js'),
      '--directory',
      sandboxDir(),
      ...process.argv.slice(2),
    ],
    cwd: inRoot(),
    env: tools.env,
  });
});
