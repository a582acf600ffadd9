// How long until each page can be used in the production build, and how much its layout shifts: for a person who comes for the first time (an empty
// cache), who comes again, and who comes daily. Chromium keeps the compiled code of a script at its second visit, so daily is the third and all later
// ones (v8.dev, "Code caching for JavaScript developers"). It keeps it in a profile on disk alone, as people have one.
// Then the same pages in light, dark and narrow, with what axe says of them; their pictures lie in test-results/bench.
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

/** Adds up what moves without a press of the person, as `window.layoutShift`. Source: web.dev, "Cumulative Layout Shift (CLS)". */
function sumLayoutShifts() {
  window.layoutShift = 0;
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      if (!hadRecentInput) window.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

const USABLE = 'Milliseconds until it can be used:';

/**
 * Writes to the console how many milliseconds after the start of the navigation the place takes a press: it is there, stands still for a frame, nothing
 * lies over it, and nothing holds the thread that would answer. It looks in every frame and from within: Playwright looks every 500 ms, by a script of
 * its own that takes the page's thread 0.1 s.
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
    // In the upper part of what the window shows of it: below that lies what is fixed at the window's lower edge. What is below the window has nothing
    // over it.
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

/** The picture of a page that never was ready, unless it is gone as well. */
async function keepPicture(page, name) {
  const picture = path.join(PICTURES, `${name}-not-ready.png`);
  await page.screenshot({ path: picture }).catch(() => {});
}

/** Opens the page and waits until it can be used and asks for no more; the milliseconds until it could be used. */
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

/** Gives `use` a browser with a profile of its own that knows nothing yet, and goes when it is closed. */
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

/** One person's visits of a page one after the other, each with its milliseconds and layout shift. */
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

/** How long a page takes and how much it shifts, as a row for `console.table`. */
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

/** The rows of all pages; one that never was ready has its picture in test-results/bench. */
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

/** What is wrong with the looks of each page, as sentences; pictures lie in test-results/bench. */
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

/** Measures and looks at the pages of the host at `address`, as its guest, and prints. */
export async function benchPages({ address, token }) {
  mkdirSync(PICTURES, { recursive: true });
  const ids = await rowsToOpen({ address, token });
  const pages = pagesOf(ids);
  say(`Opening the pages, by ${RUNS} people ${VISITS.length} times each`);
  console.table(await measurePages(address, pagesOfBackstage(ids)), [
    'page',
    ...VISITS.map(columnOf),
  ]);
  console.table(await measurePages(address, pages));
  say('Looking at them in light, dark and narrow');
  const faults = await lookAtPages(address, pages);
  for (const fault of faults) say(fault);
  say(`${faults.length} faults found by axe and by width`);
}
