import { expect, type Page, test } from '@playwright/test';
import { BACKEND } from './product';

/** An empty page of the app. Visiting it makes the app render the next page from scratch. */
const NOWHERE = '/nowhere';

/** Navigates like a link in the app. */
async function follow(page: Page, path: string) {
  await page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** Opens a page of the app from scratch, without reloading an app that is already open. */
export async function go(page: Page, path: string): Promise<void> {
  if (!page.url().startsWith(BACKEND)) {
    await page.goto(path);
    return;
  }
  await follow(page, NOWHERE);
  await page.getByText('404').first().waitFor();
  await follow(page, path);
}

const SCHEMES = ['light', 'dark'] as const;
type Scheme = (typeof SCHEMES)[number];
/** Whether to use both color schemes: in nightly runs, and for the images of the documentation. */
const IS_WHOLE = Boolean(
  process.env.NIGHTLY === 'true' || process.env.IRSA_DOCS_IMAGES,
);

/** Returns the color schemes for a test: always the same one for the same name, or both in nightly and documentation runs. */
export function schemesFor(name: string): readonly Scheme[] {
  const sum = [...name].reduce((all, letter) => all + letter.charCodeAt(0), 0);
  return IS_WHOLE ? SCHEMES : [SCHEMES[sum % 2]];
}

/** Runs `look` in each color scheme of the test. The app renders its page again when the scheme changes, so `look` must begin with {@link go}. */
export async function inEachScheme(
  page: Page,
  look: (colorScheme: Scheme) => Promise<void>,
): Promise<void> {
  test.setTimeout(2 * test.info().timeout);
  for (const colorScheme of schemesFor(test.info().title)) {
    await test.step(colorScheme, async () => {
      await page.emulateMedia({ colorScheme });
      await look(colorScheme);
    });
  }
}

/** Expects that the page is not wider than the window. */
export async function expectToFit(page: Page) {
  // After the window size changes, the page needs a moment.
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth,
      ),
    )
    .toBeLessThanOrEqual(1);
}
