import { type BrowserContext, test as base } from '@playwright/test';
import { BACKEND } from './product';

/** A page in a window of its own, of a browser that has loaded the app before: as for people who come back, which takes a third of the time. */
export const test = base.extend<object, { visitor: BrowserContext }>({
  visitor: [
    async ({ browser }, provide) => {
      const context = await browser.newContext({
        baseURL: BACKEND,
        viewport: { width: 1280, height: 900 },
      });
      await provide(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ visitor, viewport }, provide) => {
    const page = await visitor.newPage();
    if (viewport) await page.setViewportSize(viewport);
    await provide(page);
    await page.close();
  },
});
