import { type Browser, type Page, test as base } from '@playwright/test';
import { BACKEND } from './product';

/** Runs in the page, before anything of the app: what changes, changes at once. */
function withoutTransitions() {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = '*, ::before, ::after { transition: none !important; }';
    document.head.append(style);
  });
}

/** Opens a window in which no test waits for what only fades: it asks for less motion, and does without what the app's libraries move all the same. */
async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    baseURL: BACKEND,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.addInitScript(withoutTransitions);
  return page;
}

/**
 * One window for the tests of a worker, as a person has one: to load the app takes longer than most of what is done in it.
 *
 * `colleague` is a second window, in which the second person of app-config.e2e.yaml signs in where the guest does.
 */
export const test = base.extend<{ colleague: Page }, { visitor: Page }>({
  visitor: [
    async ({ browser }, provide) => {
      const page = await openWindow(browser);
      await provide(page);
      await page.context().close();
    },
    { scope: 'worker' },
  ],
  page: async ({ visitor, viewport }, provide) => {
    await visitor.emulateMedia({ colorScheme: 'light' });
    await visitor.setViewportSize(viewport ?? { width: 1280, height: 900 });
    await provide(visitor);
  },
  colleague: async ({ browser }, provide) => {
    const page = await openWindow(browser);
    await page.route('**/api/auth/guest/refresh', route =>
      route.continue({
        url: route.request().url().replace('/guest/', '/colleague/'),
      }),
    );
    await provide(page);
    await page.context().close();
  },
});
