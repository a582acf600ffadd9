// How long until each page can be used in the production build, for a person who comes for the first time (an empty cache) and for one who comes again,
// and how much its layout shifts. Then the same pages in light, dark and narrow, with what axe says of them; their pictures lie in test-results/bench.
/* global document, window -- in functions that Chromium runs */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../../../scripts/lib/paths.mjs';
import { say } from '../../../../../scripts/lib/progress.mjs';
import { BACKSTAGE_ALONE, pagesOf, rowsToOpen } from './places.mjs';

const require = createRequire(inRoot('packages', 'app', 'package.json'));
const { AxeBuilder } = require('@axe-core/playwright');

const GOAL_MS = 1_200;
const GOAL_SHIFT = 0.05;
const RUNS = 8;
const PATIENCE_MS = 30_000;
const PICTURES = inRoot('test-results', 'bench');

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const LOOKS = [
  { look: 'light', viewport: WIDE, colorScheme: 'light' },
  { look: 'dark', viewport: WIDE, colorScheme: 'dark' },
  { look: 'narrow', viewport: NARROW, colorScheme: 'light' },
];

/** Adds up what moves without a press of the person, as `window.layoutShift`. Source: web.dev, "Cumulative Layout Shift (CLS)". */
function sumLayoutShifts() {
  window.layoutShift = 0;
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) window.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Opens the page and waits until it can be used; the milliseconds that it took. */
async function open(page, address, one) {
  const start = performance.now();
  await page.goto(`${address}${one.address}`, { waitUntil: 'commit' });
  const ready = one.ready(page);
  await ready.waitFor({ timeout: PATIENCE_MS }).catch(async error => {
    const picture = path.join(PICTURES, `${one.name}-not-ready.png`);
    await page.screenshot({ path: picture });
    throw error;
  });
  // It takes a press, and nothing holds the thread that would answer it.
  await ready.click({ trial: true, timeout: PATIENCE_MS });
  await page.evaluate(() => new Promise(resolve => setTimeout(resolve)));
  return performance.now() - start;
}

/** Gives `use` a browser that knows nothing yet. */
async function inNewContext(browser, options, use) {
  const context = await browser.newContext(options);
  try {
    await context.addInitScript(sumLayoutShifts);
    return await use(context);
  } finally {
    await context.close();
  }
}

/** One person's first and second visit of a page, in milliseconds, and the larger of its layout shifts. */
async function visits(browser, address, one, viewport) {
  return inNewContext(browser, { viewport }, async context => {
    const visit = async () => {
      const page = await context.newPage();
      const ms = await open(page, address, one);
      await page.waitForLoadState('networkidle');
      const shift = await page.evaluate(() => window.layoutShift);
      await page.close();
      return { ms, shift };
    };
    const first = await visit();
    const again = await visit();
    return {
      first: first.ms,
      again: again.ms,
      shift: Math.max(first.shift, again.shift),
    };
  });
}

/** Three quarters of the values are not above it. */
function p75(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.75) - 1];
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
  const wrong = await inNewContext(browser, options, async context => {
    const page = await context.newPage();
    await open(page, address, one);
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

/** How long a page takes and how much it shifts, as a row for `console.table`. */
async function measurePage(browser, address, one) {
  const seen = [];
  for (let run = 0; run < RUNS; run += 1) {
    seen.push(await visits(browser, address, one, WIDE));
  }
  const narrow = await visits(browser, address, one, NARROW);
  const first = p75(seen.map(visit => visit.first));
  const again = p75(seen.map(visit => visit.again));
  const shift = Math.max(...seen.map(visit => visit.shift));
  const reached =
    again <= GOAL_MS && Math.max(shift, narrow.shift) < GOAL_SHIFT;
  return {
    page: one.name,
    'first, p75 ms': Math.round(first),
    'again, p75 ms': Math.round(again),
    shift: shift.toFixed(3),
    'shift at 390 px': narrow.shift.toFixed(3),
    goal: `≤ ${GOAL_MS}, < ${GOAL_SHIFT}`,
    reached: reached ? 'yes' : 'NO',
  };
}

/** The rows of all pages; one that never was ready has its picture in test-results/bench. */
async function measurePages(browser, address, pages) {
  const table = [];
  for (const one of pages) {
    const row = await measurePage(browser, address, one).catch(error => {
      say(`${one.name}: ${error.message}`);
      return { page: one.name, reached: 'NO' };
    });
    say(`${one.name}: ${row['again, p75 ms'] ?? '–'} ms`);
    table.push(row);
  }
  return table;
}

/** What is wrong with the looks of each page, as sentences; pictures lie in test-results/bench. */
async function lookAtPages(browser, address, pages) {
  const faults = [];
  for (const one of pages) {
    for (const each of LOOKS) {
      const found = await look(browser, address, one, each).catch(error => [
        `${each.look}: ${error.message}`,
      ]);
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
    say(`Opening the pages, by ${RUNS} people twice each`);
    console.table(
      await measurePages(browser, address, [BACKSTAGE_ALONE, ...pages]),
    );
    say('Looking at them in light, dark and narrow');
    const faults = await lookAtPages(browser, address, pages);
    for (const fault of faults) say(fault);
    say(`${faults.length} faults found by axe and by width`);
  } finally {
    await browser.close();
  }
}
