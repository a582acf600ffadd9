// Prints what the product takes: time, calls and memory. `--only <part>` runs one part, and may be given several times.
import { parseArgs } from 'node:util';
import { benchCreation } from './bench/creation.mjs';
import { benchSweeps } from './bench/fleet.mjs';
import { benchIamPolicy } from './bench/iamPolicy.mjs';
import { buildForProduction } from './bench/productionBuild.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { stopOnSignals } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';

/** Ports and a folder of its own, so that it runs beside `npm start`. */
const OWN = {
  IRSA_SANDBOX_DIRECTORY: inRoot('.sandbox', 'bench'),
  IRSA_BACKEND_PORT: '7207',
  IRSA_SANDBOX_AWS_PORT: '4766',
  IRSA_SANDBOX_PROD_PORT: '6643',
  IRSA_SANDBOX_STAGING_PORT: '6644',
};

const PARTS = ['evaluator', 'creation', 'sweeps', 'api', 'pages'];

/** The parts that are asked for; all when none is named. */
function chosenParts() {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true } },
  });
  const unknown = (values.only ?? []).find(part => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new Stop(
      `There is no part "${unknown}": --only takes ${PARTS.join(', ')}.`,
    );
  }
  return new Set(values.only ?? PARTS);
}

await run(async () => {
  const parts = chosenParts();
  process.env = { ...OWN, ...process.env };
  const tools = await setup();
  stopOnSignals();
  if (parts.has('evaluator')) {
    say('Measuring the policy evaluator');
    console.table(benchIamPolicy(tools.node));
  }
  if (parts.has('creation')) await benchCreation(tools);
  if (parts.has('sweeps') || parts.has('pages')) {
    const build = await buildForProduction(tools);
    if (parts.has('sweeps')) await benchSweeps(tools, build);
  }
  if (parts.has('api') || parts.has('pages')) {
    // It needs what `setup` has installed.
    const { benchStoredFleet } = await import('./bench/storedFleet.mjs');
    await benchStoredFleet(tools, {
      api: parts.has('api'),
      pages: parts.has('pages'),
    });
  }
});
