import { type Page, test as base } from '@playwright/test';
import { BACKEND } from './product';

/**
 * One window for the tests of a worker, as a person has one: to load the app takes longer than most of what is done in it. It asks for less
 * motion, so that no test waits for what only fades.
 *
 * `colleague` is a second window, in which the second person of app-config.e2e.yaml signs in where the guest does.
 */
export const test = base.extend<{ colleague: Page }, { visitor: Page }>({
  visitor: [
    async ({ browser }, provide) => {
      const context = await browser.newContext({
        baseURL: BACKEND,
        reducedMotion: 'reduce',
      });
      await provide(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ visitor, viewport }, provide) => {
    await visitor.emulateMedia({ colorScheme: 'light' });
    await visitor.setViewportSize(viewport ?? { width: 1280, height: 900 });
    await provide(visitor);
  },
  colleague: async ({ browser }, provide) => {
    const context = await browser.newContext({
      baseURL: BACKEND,
      reducedMotion: 'reduce',
    });
    await context.route('**/api/auth/guest/refresh', route =>
      route.continue({
        url: route.request().url().replace('/guest/', '/colleague/'),
      }),
    );
    await provide(await context.newPage());
    await context.close();
  },
});
