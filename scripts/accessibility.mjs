// Visits every page of the app in every state with axe, light and dark, wide and narrow, and writes the totals into docs/reference/accessibility.md.
// What is named after it is a part of the names to visit, such as "Card"; then the totals are printed and nothing is written. `--from FILE` takes the
// report of a visit that was made before.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findChromium } from './lib/chromium.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';

const PAGE = inRoot('docs', 'accessibility.md');
const REPORT = inRoot('test-results', 'accessibility.json');
const BEGIN = '<!-- totals: written by npm run accessibility -->';
const END = '<!-- end of totals -->';

/** Every test of a report of Playwright, however deep its suite lies. */
function testsOf({ suites = [], specs = [] }) {
  return [
    ...specs.flatMap(({ tests }) => tests),
    ...suites.flatMap(suite => testsOf(suite)),
  ];
}

/** What axe said of each place, its looks together: the fewest rules that passed, and the elements of each rule that is broken. */
function totalsOf(report) {
  const places = new Map();
  for (const { annotations } of testsOf(report)) {
    for (const { type, description } of annotations) {
      if (type !== 'axe') continue;
      const { page, state, passed, ours, backstage } = JSON.parse(description);
      const key = `${page}\n${state}`;
      const known = places.get(key) ?? {
        ...{ page, state, passed, looks: 0 },
        ...{ ours: new Map(), backstage: new Map() },
      };
      known.passed = Math.min(known.passed, passed);
      known.looks += 1;
      for (const [side, found] of Object.entries({ ours, backstage })) {
        for (const { rule, elements } of found) {
          const most = Math.max(known[side].get(rule) ?? 0, elements.length);
          known[side].set(rule, most);
        }
      }
      places.set(key, known);
    }
  }
  return [...places.values()];
}

const words = found =>
  [...found].map(([rule, count]) => `${rule} (${count})`).join(', ') || '0';

function tableOf(places) {
  const sum = key => places.reduce((total, place) => total + place[key], 0);
  const broken = places.filter(({ ours }) => ours.size > 0).length;
  return [
    `${places.length} places, ${sum(
      'looks',
    )} looks. Places with a violation of our own: ${broken}.`,
    '',
    '| page | state | rules passed | violations: ours | violations: Backstage’s own |',
    '| --- | --- | --- | --- | --- |',
    ...places.map(
      ({ page, state, passed, ours, backstage }) =>
        `| ${page} | ${state} | ${passed} | ${words(ours)} | ${words(
          backstage,
        )} |`,
    ),
  ].join('\n');
}

function write(table) {
  const text = readFileSync(PAGE, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Stop(`docs/reference/accessibility.md lacks ${BEGIN} or ${END}.`);
  }
  const before = text.slice(0, begin + BEGIN.length);
  writeFileSync(PAGE, `${before}\n\n${table}\n\n${text.slice(end)}`);
}

/** Visits the places with these words in their names, or all. Answers with why it failed, if it did. */
async function visit(names) {
  const chromium = findChromium();
  const tools = await setup();
  try {
    await runToEnd({
      what: 'The visit of every page',
      command: tools.node,
      args: [
        inRoot('node_modules', '@playwright', 'test', 'cli.js'),
        ...['test', '--project=browser', 'accessibility/census'],
        ...(names.length > 0 ? ['--grep', names.join('|')] : []),
        '--reporter=list,json',
        // It would take longer than the looks.
        '--trace=off',
      ],
      cwd: inRoot(),
      env: {
        ...tools.env,
        CHROMIUM_PATH: chromium,
        IRSA_CENSUS: 'whole',
        PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT,
      },
    });
  } catch (error) {
    if (error instanceof Stop) return error;
    throw error;
  }
  return undefined;
}

await run(async () => {
  const { values, positionals: names } = parseArgs({
    options: { from: { type: 'string' } },
    allowPositionals: true,
  });
  const failed = values.from === undefined ? await visit(names) : undefined;
  const report = readFileSync(values.from ?? REPORT, 'utf8');
  const table = tableOf(totalsOf(JSON.parse(report)));
  if (names.length > 0) process.stdout.write(`${table}\n`);
  else write(table);
  if (failed) throw failed;
  say(names.length > 0 ? 'Done' : 'Wrote docs/reference/accessibility.md');
});
