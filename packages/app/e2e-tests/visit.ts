import { expect, type Page, test } from '@playwright/test';
import { BACKEND } from './product';

/** A page of the app that shows nothing, so that the next is built from the start. */
const NOWHERE = '/nowhere';

/** Goes where a link of the app would lead. */
async function follow(page: Page, path: string) {
  await page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** Opens a page of the app from the start, and keeps the app loaded where it is open already. */
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
/** At night, and for the pictures of the documentation. */
const IS_WHOLE = Boolean(
  process.env.NIGHTLY === 'true' || process.env.IRSA_DOCS_IMAGES,
);

/** The color schemes in which something is looked at: one of them, always the same, for what has this name; both at night. */
export function schemesFor(name: string): readonly Scheme[] {
  const sum = [...name].reduce((all, letter) => all + letter.charCodeAt(0), 0);
  return IS_WHOLE ? SCHEMES : [SCHEMES[sum % 2]];
}

/** Does the same in each color scheme of the test. The app builds its page again when the scheme changes: `look` begins with {@link go}. */
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

/** Nothing of the page is wider than the window. */
export async function expectToFit(page: Page) {
  // After a change of the window's size the page needs a moment.
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
