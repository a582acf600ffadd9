import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test as base } from '@playwright/test';
import { shoot } from '../images';
import { answerWith } from './answers';
import { type App, openApp } from './app';
import { axeTotals } from './axeTotals';
import { layoutShift } from './layoutShift';
import type { Place } from './place';
import { PLACES } from './places';

/** `npm run accessibility` visits every place in every look. Ordinary runs visit only the places that no other test covers, in one look. */
const IS_WHOLE = Boolean(process.env.IRSA_CENSUS);
const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];
const WIDTHS = [1280, 390];
/** The width in WCAG 1.4.10: a window of 1280 pixels at a zoom of 400%. */
const NARROWEST = 320;
/** Half of the layout shift that web vitals rate as good. */
const MOST_SHIFT = 0.05;
/** The pages that show only the plugin. On other pages, cards and steps of Backstage shift each other. */
const OUR_PAGES = /^(Fleet|Tab)/;

const REPORT = path.resolve(
  __dirname,
  '../../../../test-results/reports/accessibility.md',
);

const nameOf = ({ page, state }: Place) => `${page}, ${state}`;

/** One page for all places, because loading the app takes longer than the checks. */
const test = base.extend<object, { app: App }>({
  app: [
    async ({ browser }, use) => {
      const app = await openApp(browser);
      await use(app);
      await app.page.context().close();
    },
    { scope: 'worker' },
  ],
});

async function reach(
  app: App,
  place: Place,
  colorScheme: Scheme,
  width: number,
) {
  const { page } = app;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.setViewportSize({ width, height: 900 });
  if (place.answers) await answerWith(page, place.answers);
  await app.show(place.path, { colorScheme, refused: place.answers?.refused });
  await place.open?.(page);
  await expect(place.shown(page)).toBeVisible();
}

/** Returns elements that are wider than the window and not in a scroll area, such as a table. */
function tooWide(page: Page, ours: string) {
  return page.evaluate(parts => {
    const isScrolled = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' ||
        isScrolled(element.parentElement));
    const all = document.querySelectorAll(`:is(${parts}) *`);
    return [...all]
      .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
      .filter(one => !isScrolled(one))
      .map(({ tagName, textContent }) => `${tagName} ${textContent}`);
  }, ours);
}

/** Expects that only two-dimensional content of the plugin scrolls horizontally. Charts resize with a delay. */
async function expectToFit(page: Page, ours: string) {
  await page.setViewportSize({ width: NARROWEST, height: 900 });
  await expect
    .poll(() => tooWide(page, ours), { message: `wider than ${NARROWEST} px` })
    .toEqual([]);
}

/** Waits for elements that fade in, because their colors are not final. Ignores endless animations and scroll animations. */
function settle(page: Page) {
  return page.evaluate(async () => {
    const fading = document
      .getAnimations()
      .filter(
        ({ timeline, playState, effect }) =>
          timeline === document.timeline &&
          playState === 'running' &&
          effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.allSettled(fading.map(({ finished }) => finished));
  });
}

function fileName(place: Place, scheme: string, width: number) {
  const words = `${nameOf(place)} ${scheme} ${width}`;
  return `accessibility/${words.toLowerCase().replace(/\W+/g, '-')}`;
}

/** Each look is a line of the report. Elements are counted per violated rule. */
function record(
  { page, state }: Place,
  look: string,
  { passed, ours, backstage }: Awaited<ReturnType<typeof axeTotals>>,
) {
  const words = (found: typeof ours) =>
    found
      .map(({ rule, elements }) => `${rule} (${elements.length})`)
      .join(', ');
  const cells = [page, state, look, passed, words(ours), words(backstage)];
  appendFileSync(REPORT, `| ${cells.join(' | ')} |\n`);
}

async function visit(page: Page, place: Place, scheme: string, width: number) {
  await page.setViewportSize({ width, height: 900 });
  await expect(place.shown(page)).toBeVisible();
  await settle(page);
  const totals = await axeTotals(page, place.ours);
  if (IS_WHOLE) {
    record(place, `${scheme}, ${width} px`, totals);
    await shoot(page, fileName(place, scheme, width));
  }
  expect.soft(totals.ours, `${scheme}, ${width} px`).toEqual([]);
}

/** Expects that the layout did not shift while the page loaded its data. */
async function expectStill(page: Page) {
  const shift = await layoutShift(page);
  expect.soft(shift?.value, shift?.moved.join('\n')).toBeLessThan(MOST_SHIFT);
}

/** Returns the widths for a place, each in one color scheme. The width in which the place opens is first. */
function looksAt(index: number, scheme: Scheme): number[] {
  if (!IS_WHOLE) return [WIDTHS[index % 3 && 1]];
  return scheme === 'light' ? WIDTHS : [...WIDTHS].reverse();
}

const visited = PLACES.filter(({ always }) => IS_WHOLE || always);
for (const colorScheme of SCHEMES) {
  for (const [index, place] of visited.entries()) {
    if (!IS_WHOLE && colorScheme !== SCHEMES[index % 2]) continue;
    test(`${nameOf(place)}, ${colorScheme}`, async ({ app }) => {
      const looks = looksAt(index, colorScheme);
      // The first look opens the place in a wide window.
      const [first] = place.open ? WIDTHS : looks;
      await reach(app, place, colorScheme, first);
      for (const width of looks) {
        await visit(app.page, place, colorScheme, width);
        if (width === first && !place.open && OUR_PAGES.test(place.page)) {
          await expectStill(app.page);
        }
      }
      await expectToFit(app.page, place.ours);
    });
  }
}
