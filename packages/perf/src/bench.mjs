// Measures the time, calls, and memory of the product, and prints them. `--only <part>` runs only one part, and can be repeated.
import { setup } from '../../../scripts/lib/install.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../scripts/lib/processes.mjs';
import { run } from '../../../scripts/lib/progress.mjs';

/** Separate ports and a separate folder, so that the bench can run in parallel with `npm start`. */
const OWN = {
  IRSA_SANDBOX_DIRECTORY: inRoot('.sandbox', 'bench'),
  IRSA_BACKEND_PORT: '7207',
  IRSA_SANDBOX_AWS_PORT: '4766',
  IRSA_SANDBOX_PROD_PORT: '6643',
  IRSA_SANDBOX_STAGING_PORT: '6644',
};

await run(async () => {
  const tools = await setup();
  await runToEnd({
    what: 'The bench',
    command: tools.node,
    args: [
      inRoot('packages', 'perf', 'src', 'bench', 'parts.mjs'),
      ...process.argv.slice(2),
    ],
    cwd: inRoot(),
    env: { ...OWN, ...tools.env },
  });
});
