// Seconds until the pages of the fleet can be used, in the production build, with Chromium as a person has it: a cold cache and a
// signed-in guest. Pictures of each lie in test-results/bench.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../lib/chromium.mjs';
import { inRoot } from '../lib/paths.mjs';
import { runToEnd } from '../lib/processes.mjs';
import { withProgress } from '../lib/progress.mjs';

const GOAL_MS = 2_000;
const RUNS = 5;

const PAGES = [
  { path: '/irsa/overview', ready: page => page.getByText('Unused roles') },
  { path: '/irsa/service-accounts', ready: rows },
  { path: '/irsa/service-accounts?status=broken', ready: rows },
  { path: '/irsa/findings', ready: rows },
  { path: '/irsa/roles', ready: rows },
  { path: '/irsa/node-roles', ready: rows },
];

/** The second row: the first is the heading. */
function rows(page) {
  return page.getByRole('row').nth(1);
}

/** Builds the app as it is deployed; the backend then serves it. */
export async function buildApp(tools) {
  await withProgress(
    'Building the app for production',
    runToEnd({
      what: 'Building the app',
      command: tools.node,
      args: [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        ...['package', 'build'],
      ],
      cwd: inRoot('packages', 'app'),
      env: tools.env,
      logFile: inRoot('test-results', 'bench', 'build.log'),
    }),
  );
  if (!existsSync(inRoot('packages', 'app', 'dist', 'index.html'))) {
    throw new Error('The build left no app behind.');
  }
}

/** One visit with an empty cache: from the address to rows that can be clicked. */
async function visit(browser, url, { ready }, picture) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  });
  try {
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(url);
    await ready(page).waitFor({ timeout: 60_000 });
    const ms = performance.now() - start;
    if (picture) await page.screenshot({ path: picture });
    return ms;
  } finally {
    await context.close();
  }
}

/** Rows of a table: how long each page takes until it can be used. */
export async function benchPages(app) {
  const pictures = inRoot('test-results', 'bench');
  mkdirSync(pictures, { recursive: true });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const table = [];
    for (const [index, one] of PAGES.entries()) {
      const times = [];
      for (let run = 0; run < RUNS; run += 1) {
        const picture =
          run === 0 && path.join(pictures, `fleet-page-${index}.png`);
        times.push(await visit(browser, `${app}${one.path}`, one, picture));
      }
      times.sort((a, b) => a - b);
      const median = times[Math.floor(RUNS / 2)];
      table.push({
        page: one.path,
        'median ms': Math.round(median),
        'slowest ms': Math.round(times[RUNS - 1]),
        goal: `≤ ${GOAL_MS}`,
        reached: median <= GOAL_MS ? 'yes' : 'NO',
      });
    }
    return table;
  } finally {
    await browser.close();
  }
}
