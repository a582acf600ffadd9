// Runs the parts of the bench one after another. `bench.mjs` installs the dependencies, and runs this script with the pinned Node.
import { parseArgs } from 'node:util';
import { setup } from '../../../../scripts/lib/install.mjs';
import { stopOnSignals } from '../../../../scripts/lib/processes.mjs';
import { run, say, Stop } from '../../../../scripts/lib/progress.mjs';
import { benchBaselineScans } from './baselineScans.mjs';
import { benchCreation } from './creation.mjs';
import { benchScans } from './fleet.mjs';
import { compareFigures, keepFigures } from './figures.mjs';
import { benchGrowth, SIZES } from './growth/bench.mjs';
import { drawKeptGrowth } from './growth/keptCurve.mjs';
import { baselineMs, benchIamPolicy } from './iamPolicy.mjs';
import { benchRequests } from './requests/requests.mjs';
import { buildForProduction } from './productionBuild.mjs';
import { benchStoredFleet } from './storedFleet.mjs';

const PARTS = [
  'evaluator',
  'creation',
  'requests',
  'scans',
  'baseline',
  'api',
  'pages',
  'growth',
];

/** Reads the options: the parts (by default all), the sizes for growth, and whether to store the figures. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      sizes: { type: 'string', default: SIZES.join(',') },
      keep: { type: 'boolean', default: false },
    },
  });
  const unknown = (values.only ?? []).find(part => !PARTS.includes(part));
  if (unknown !== undefined) {
    throw new Stop(
      `Unknown part "${unknown}". Use --only with ${PARTS.join(', ')}.`,
    );
  }
  const sizes = values.sizes.split(',').map(Number);
  if (!sizes.every(size => Number.isInteger(size) && size >= 1_000)) {
    throw new Stop(
      `--sizes is "${values.sizes}". Use numbers from 1000, separated by commas.`,
    );
  }
  return { parts: new Set(values.only ?? PARTS), sizes, keep: values.keep };
}

await run(async () => {
  const { parts, sizes, keep } = readOptions();
  const tools = await setup();
  stopOnSignals();
  if (parts.has('evaluator')) {
    say('Measuring the policy evaluator');
    console.table(benchIamPolicy(tools.node));
  }
  if (parts.has('creation')) await benchCreation(tools);
  if (parts.has('requests')) await benchRequests(tools);
  const figures = {};
  if (['scans', 'baseline', 'pages'].some(part => parts.has(part))) {
    const build = await buildForProduction(tools);
    if (parts.has('scans')) {
      Object.assign(figures, await benchScans(tools, build));
    }
    if (parts.has('baseline')) await benchBaselineScans(tools, build);
  }
  if (parts.has('api') || parts.has('pages')) {
    const stored = await benchStoredFleet(tools, {
      api: parts.has('api'),
      pages: parts.has('pages'),
    });
    Object.assign(figures, stored);
  }
  if (parts.has('growth')) {
    Object.assign(figures, await benchGrowth(tools, sizes));
  }
  if (Object.keys(figures).length === 0) return;
  say('Measuring the frozen commit');
  const measured = { baselineMs: baselineMs(tools.node), figures };
  compareFigures(measured);
  if (keep) {
    keepFigures(measured);
    drawKeptGrowth();
  }
});
