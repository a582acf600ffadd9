// Measures how long each page of the production build takes until it is usable, and how much its layout shifts: for the first visit (with an empty
// cache), the second, and daily visits. Chromium caches the compiled code of a script at the second visit, so the third represents daily visits
// (v8.dev, "Code caching for JavaScript developers"). It caches this code only in a profile on disk, as real users have.
// Then checks the pages with axe in light, dark, and narrow windows, and saves screenshots in test-results/bench.
/* global document, requestAnimationFrame, window -- in functions that Chromium runs */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../../../../../scripts/lib/chromium.mjs';
import { inRoot } from '../../../../../scripts/lib/paths.mjs';
import { say } from '../../../../../scripts/lib/progress.mjs';
import { pagesOf, pagesOfBackstage, rowsToOpen } from './places.mjs';

const require = createRequire(inRoot('packages', 'app', 'package.json'));
const { AxeBuilder } = require('@axe-core/playwright');

const GOAL_MS = 1_200;
const GOAL_SHIFT = 0.05;
const RUNS = 8;
const VISITS = ['first', 'again', 'daily'];
const PATIENCE_MS = 30_000;
const PICTURES = inRoot('test-results', 'bench');

const LAUNCH = {
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
};

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const LOOKS = [
  { look: 'light', viewport: WIDE, colorScheme: 'light' },
  { look: 'dark', viewport: WIDE, colorScheme: 'dark' },
  { look: 'narrow', viewport: NARROW, colorScheme: 'light' },
];

/** Adds up layout shifts without user input in `window.layoutShift`. Source: web.dev, "Cumulative Layout Shift (CLS)". */
function sumLayoutShifts() {
  window.layoutShift = 0;
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) window.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const USABLE = 'Milliseconds until the page is usable:';

/**
 * Writes to the console how many milliseconds after the start of the navigation an element is usable: it exists, has not moved for one frame, nothing
 * covers it, and the main thread is free. Checks in every frame and inside the page, because Playwright checks only every 500 ms, with a script that
 * blocks the main thread for 0.1 s.
 */
function tellWhenUsable({ selector, text = '', words }) {
  let before;
  const look = () => {
    const place = [...document.querySelectorAll(selector)].find(
      ({ textContent }) => textContent.includes(text),
    );
    if (!place) return false;
    const { x, y, width, height } = place.getBoundingClientRect();
    const now = [x, y, width, height].join();
    const still = now === before;
    before = now;
    // Checks a point in the upper part of the visible area, because fixed elements cover the lower edge of the window. Nothing covers an element
    // that is below the window.
    const seen = Math.min(height, window.innerHeight - y);
    const hit = document.elementFromPoint(x + width / 2, y + seen / 4);
    return still && (hit === null || place.contains(hit));
  };
  const everyFrame = () => {
    if (!look()) requestAnimationFrame(everyFrame);
    else setTimeout(() => console.debug(words, performance.now()));
  };
  requestAnimationFrame(everyFrame);
}

/** Saves a screenshot of a page that did not become ready, if the page still exists. */
async function keepPicture(page, name) {
  const picture = path.join(PICTURES, `${name}-not-ready.png`);
  await page.screenshot({ path: picture }).catch(() => {});
}

/** Opens the page, and waits until it is usable and the network is idle. Returns the milliseconds until it was usable. */
async function open(page, address, one) {
  await page.addInitScript(sumLayoutShifts);
  await page.addInitScript(tellWhenUsable, { ...one.ready, words: USABLE });
  try {
    const [told] = await Promise.all([
      page.waitForEvent('console', {
        predicate: message => message.text().startsWith(USABLE),
        timeout: PATIENCE_MS,
      }),
      page.goto(`${address}${one.address}`, { waitUntil: 'commit' }),
    ]);
    await page.waitForLoadState('networkidle');
    return Number(told.text().slice(USABLE.length));
  } catch (error) {
    await keepPicture(page, one.name);
    throw error;
  }
}

/** Calls `use` with a browser that has a new, empty profile. The profile is deleted when the browser closes. */
async function inNewBrowser(options, use) {
  const context = await chromium.launchPersistentContext('', {
    ...LAUNCH,
    ...options,
  });
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

/** Visits a page several times in one browser, and returns the milliseconds and layout shift of each visit. */
async function visits(address, one, viewport, count) {
  return inNewBrowser({ viewport }, async context => {
    const seen = [];
    while (seen.length < count) {
      const page = await context.newPage();
      const ms = await open(page, address, one);
      const shift = await page.evaluate(() => window.layoutShift);
      await page.close();
      seen.push({ ms, shift });
    }
    return seen;
  });
}

/** Returns the 75th percentile of the values. */
function p75(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.75) - 1];
}

/** Returns the serious axe violations in the parts of the irsa plugin. The header with the tabs belongs to Backstage. */
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

/** Saves a screenshot of the page, and returns its layout and accessibility faults. */
async function look(address, one, { look: name, ...options }) {
  const wrong = await inNewBrowser(options, async context => {
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

const columnOf = visit => `${visit}, p75 ms`;

/** Measures the load time and layout shift of a page. Returns a row for `console.table`. */
async function measurePage(address, one) {
  const people = [];
  for (let run = 0; run < RUNS; run += 1) {
    people.push(await visits(address, one, WIDE, VISITS.length));
  }
  const [narrow] = await visits(address, one, NARROW, 1);
  const times = VISITS.map((_, visit) =>
    p75(people.map(seen => seen[visit].ms)),
  );
  const shift = Math.max(...people.flat().map(seen => seen.shift));
  const reached =
    times.at(-1) <= GOAL_MS && Math.max(shift, narrow.shift) < GOAL_SHIFT;
  return {
    page: one.name,
    ...Object.fromEntries(
      VISITS.map((visit, index) => [columnOf(visit), Math.round(times[index])]),
    ),
    shift: shift.toFixed(3),
    'shift at 390 px': narrow.shift.toFixed(3),
    goal: `daily ≤ ${GOAL_MS}, < ${GOAL_SHIFT}`,
    reached: reached ? 'yes' : 'NO',
  };
}

/** Measures all pages and returns their rows. For a page that did not become ready, a screenshot is in test-results/bench. */
async function measurePages(address, pages) {
  const table = [];
  for (const one of pages) {
    const row = await measurePage(address, one).catch(error => {
      say(`${one.name}: ${error.message}`);
      return { page: one.name, reached: 'NO' };
    });
    say(`${one.name}: ${row[columnOf('daily')] ?? '–'} ms`);
    table.push(row);
  }
  return table;
}

/** Returns the layout and accessibility faults of each page as sentences. Screenshots are in test-results/bench. */
async function lookAtPages(address, pages) {
  const faults = [];
  for (const one of pages) {
    for (const each of LOOKS) {
      const found = await look(address, one, each).catch(error => [
        `${each.look}: ${error.message}`,
      ]);
      faults.push(...found.map(fault => `${one.name}, ${fault}`));
    }
  }
  return faults;
}

/** Measures and checks the pages of the host at `address` as the guest, and prints the results. */
export async function benchPages({ address, token }) {
  mkdirSync(PICTURES, { recursive: true });
  const ids = await rowsToOpen({ address, token });
  const pages = pagesOf(ids);
  say(`Opening the pages: ${RUNS} people, ${VISITS.length} times each`);
  console.table(await measurePages(address, pagesOfBackstage(ids)), [
    'page',
    ...VISITS.map(columnOf),
  ]);
  console.table(await measurePages(address, pages));
  say('Checking the pages in light, dark and narrow views');
  const faults = await lookAtPages(address, pages);
  for (const fault of faults) say(fault);
  say(`axe and the width check found ${faults.length} faults`);
}
