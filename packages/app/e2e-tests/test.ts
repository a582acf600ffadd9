import { type Browser, type Page, test as base } from '@playwright/test';
import { BACKEND } from './product';

/** Disables CSS transitions. Runs in the page, before any code of the app. */
function withoutTransitions() {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style');
    style.textContent = '*, ::before, ::after { transition: none !important; }';
    document.head.append(style);
  });
}

/** Opens a window in which tests do not wait for animations: requests reduced motion, and disables transitions of libraries that ignore this. */
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
 * Provides one window for all tests of a worker, because loading the app takes longer than most tests.
 *
 * `colleague` is a second window, in which the second user of app-config.e2e.yaml signs in instead of the guest.
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
