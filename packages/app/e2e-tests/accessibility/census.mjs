// Checks every page of the app in every state with axe: light and dark, wide and narrow. The arguments are parts of the names of places to visit,
// such as "Card". Writes the table to test-results/reports/accessibility.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { findChromium } from '../../../../scripts/lib/chromium.mjs';
import { setup } from '../../../../scripts/lib/install.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../../scripts/lib/processes.mjs';
import { run } from '../../../../scripts/lib/progress.mjs';
import { table } from '../../../../scripts/lib/table.mjs';

await run(async () => {
  const names = process.argv.slice(2);
  const chromium = findChromium();
  const tools = await setup();
  const reports = inRoot('test-results', 'reports');
  mkdirSync(reports, { recursive: true });
  const head = [
    'page',
    'state',
    'look',
    'rules passed',
    'violations',
    'of Backstage',
  ];
  writeFileSync(`${reports}/accessibility.md`, `${table(head, [])}\n`);
  await runToEnd({
    what: 'The visit of every page',
    command: tools.node,
    args: [
      inRoot('node_modules', '@playwright', 'test', 'cli.js'),
      ...['test', '--project=apart', 'accessibility/census'],
      ...(names.length > 0 ? ['--grep', names.join('|')] : []),
      // Tracing would take longer than the checks.
      '--trace=off',
    ],
    cwd: inRoot(),
    env: { ...tools.env, CHROMIUM_PATH: chromium, IRSA_CENSUS: 'whole' },
  });
});
