// The parts of the bench, one after the other; `bench.mjs` has installed what they need, and runs this by the pinned Node.
import { parseArgs } from 'node:util';
import { setup } from '../../../../scripts/lib/install.mjs';
import { stopOnSignals } from '../../../../scripts/lib/processes.mjs';
import { run, say, Stop } from '../../../../scripts/lib/progress.mjs';
import { benchCreation } from './creation.mjs';
import { benchScans } from './fleet.mjs';
import { benchIamPolicy } from './iamPolicy.mjs';
import { benchRequests } from './requests/requests.mjs';
import { buildForProduction } from './productionBuild.mjs';
import { benchStoredFleet } from './storedFleet.mjs';

const PARTS = ['evaluator', 'creation', 'requests', 'scans', 'api', 'pages'];

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
  const tools = await setup();
  stopOnSignals();
  if (parts.has('evaluator')) {
    say('Measuring the policy evaluator');
    console.table(benchIamPolicy(tools.node));
  }
  if (parts.has('creation')) await benchCreation(tools);
  if (parts.has('requests')) await benchRequests(tools);
  if (parts.has('scans') || parts.has('pages')) {
    const build = await buildForProduction(tools);
    if (parts.has('scans')) await benchScans(tools, build);
  }
  if (parts.has('api') || parts.has('pages')) {
    await benchStoredFleet(tools, {
      api: parts.has('api'),
      pages: parts.has('pages'),
    });
  }
});
