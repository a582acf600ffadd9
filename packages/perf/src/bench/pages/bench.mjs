// Seconds until the pages of the fleet can be used, in the production build, with Chromium as a person has it who comes for the first time: an empty
// cache. Then the same pages in light, dark and narrow, with what axe says of them; their pictures lie in test-results/bench.
/* global document, requestIdleCallback -- in functions that Chromium runs */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';

const require = createRequire(inRoot('packages', 'app', 'package.json'));
const { AxeBuilder } = require('@axe-core/playwright');

const GOAL_MS = 2_000;
const RUNS = 5;
const PATIENCE_MS = 30_000;
const PICTURES = inRoot('test-results', 'bench');

const WIDE = { width: 1280, height: 900 };
const LOOKS = [
  { look: 'light', viewport: WIDE, colorScheme: 'light' },
  { look: 'dark', viewport: WIDE, colorScheme: 'dark' },
  {
    look: 'narrow',
    viewport: { width: 390, height: 844 },
    colorScheme: 'light',
  },
];

/** The first row of a table that tells how many there are. */
function rows(page) {
  return page.getByRole('grid').getByRole('row').nth(1);
}

const inDrawer = name => page =>
  page.getByRole('dialog').getByRole('heading', { name });

/** Where people go, and what they can use there once it is ready. `ids` are of rows to open. */
function pagesOf(ids) {
  const question = new URLSearchParams({
    action: 's3:DeleteObject',
    resource: 'arn:aws:s3:::orders-data/*',
  });
  return [
    {
      name: 'overview',
      address: '/irsa/overview',
      ready: page => page.getByRole('list', { name: 'Numbers' }),
    },
    {
      name: 'service-accounts',
      address: '/irsa/service-accounts',
      ready: rows,
    },
    {
      name: 'service-accounts-filtered',
      address: '/irsa/service-accounts?status=broken&cluster=prod-eu',
      ready: rows,
    },
    { name: 'findings', address: '/irsa/findings', ready: rows },
    {
      name: 'findings-filtered',
      address: '/irsa/findings?severity=high&q=orders',
      ready: rows,
    },
    { name: 'workloads', address: '/irsa/workloads', ready: rows },
    { name: 'roles', address: '/irsa/roles', ready: rows },
    {
      name: 'service-account',
      address: `/irsa/service-accounts?open=${ids.serviceAccount}`,
      ready: inDrawer('Permissions'),
    },
    {
      name: 'finding',
      address: `/irsa/findings?open=${ids.finding}`,
      ready: inDrawer('Resource'),
    },
    {
      name: 'role',
      address: `/irsa/roles?open=${ids.role}`,
      ready: inDrawer('Blast radius'),
    },
    {
      name: 'node-role',
      address: `/irsa/node-roles?open=${ids.nodeRole}`,
      ready: inDrawer('Remove excess permissions'),
    },
    {
      name: 'who-can',
      address: `/irsa/access?${question}`,
      ready: page => page.getByRole('heading', { name: /can do s3:/ }),
    },
    {
      name: 'clusters',
      address: '/irsa/clusters',
      ready: page => page.getByRole('list', { name: 'Clusters', exact: true }),
    },
  ];
}

/** The ids of rows to open: the worst, and one that a component has. */
async function rowsToOpen({ address, token }) {
  const first = async list => {
    const answer = await fetch(`${address}/api/irsa/v1${list}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`GET ${list} answers ${answer.status}.`);
    const { items } = await answer.json();
    return encodeURIComponent(items[0].id);
  };
  return {
    serviceAccount: await first(
      '/fleet/service-accounts?status=verified&entity=any&limit=1',
    ),
    finding: await first('/findings?limit=1'),
    role: await first(
      '/roles?use=service-account&sort=risk&order=desc&limit=1',
    ),
    nodeRole: await first('/node-roles?q=legacy&limit=1'),
  };
}

/** Opens the page, with an empty cache, and does something with it once it is ready. */
async function visit(browser, address, one, options, use) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(`${address}${one.address}`, { waitUntil: 'commit' });
    const ready = one.ready(page);
    await ready.waitFor({ timeout: PATIENCE_MS });
    // It takes a press, and nothing holds the thread that would answer it.
    await ready.click({ trial: true, timeout: PATIENCE_MS });
    await page.evaluate(
      () => new Promise(resolve => requestIdleCallback(resolve)),
    );
    return await use(page, performance.now() - start);
  } finally {
    await context.close();
  }
}

async function timesOf(browser, address, one) {
  const times = [];
  for (let run = 0; run < RUNS; run += 1) {
    const options = { viewport: WIDE };
    times.push(
      await visit(browser, address, one, options, async (_, ms) => ms),
    );
  }
  return times.sort((a, b) => a - b);
}

/** What axe finds serious on what is ours: the header above, with its tabs, is Backstage's. */
async function seriousOn(page) {
  const axe = new AxeBuilder({ page });
  for (const part of ['[data-testid=fleet]', '[role=dialog]']) {
    if (await page.locator(part).count()) axe.include(part);
  }
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes[0].target}`);
}

/** Takes the page's picture and says what is wrong with its looks. */
async function look(browser, address, one, { look: name, ...options }) {
  const wrong = await visit(browser, address, one, options, async page => {
    await page.screenshot({
      path: path.join(PICTURES, `${one.name}-${name}.png`),
    });
    const overflow = await page.evaluate(
      () =>
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
    );
    const serious = await seriousOn(page);
    return overflow > 1 ? [`${overflow} px too wide`, ...serious] : serious;
  });
  return wrong.map(what => `${name}: ${what}`);
}

/** How long each page takes, as rows for `console.table`. */
async function measurePages(browser, address, pages) {
  const table = [];
  for (const one of pages) {
    const times = await timesOf(browser, address, one);
    const median = times[Math.floor(RUNS / 2)];
    table.push({
      page: one.name,
      'median ms': Math.round(median),
      'slowest ms': Math.round(times[RUNS - 1]),
      goal: `≤ ${GOAL_MS}`,
      reached: median <= GOAL_MS ? 'yes' : 'NO',
    });
  }
  return table;
}

/** What is wrong with the looks of each page, as sentences; pictures lie in test-results/bench. */
async function lookAtPages(browser, address, pages) {
  const faults = [];
  for (const one of pages) {
    for (const each of LOOKS) {
      const found = await look(browser, address, one, each);
      faults.push(...found.map(fault => `${one.name}, ${fault}`));
    }
  }
  return faults;
}

/** Measures and looks at the pages of the host at `address`, as its guest, and prints. */
export async function benchPages({ address, token }) {
  mkdirSync(PICTURES, { recursive: true });
  const pages = pagesOf(await rowsToOpen({ address, token }));
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
    say(`Opening the pages, ${RUNS} times each with an empty cache`);
    console.table(await measurePages(browser, address, pages));
    say('Looking at them in light, dark and narrow');
    const faults = await lookAtPages(browser, address, pages);
    for (const fault of faults) say(fault);
    say(`${faults.length} faults found by axe and by width`);
  } finally {
    await browser.close();
  }
}
