import type { Browser, Page } from '@playwright/test';
import { BACKEND } from '../product';
import { go } from '../visit';
import { forgetLayoutShift, watchLayoutShift } from './layoutShift';

/** The options for loading the app. */
interface Look {
  colorScheme: 'light' | 'dark';
  /** The denied permissions. The app caches the answers about permissions. */
  refused?: readonly string[];
}

/** The app in one window. It navigates between pages without reloading if possible. */
export interface App {
  page: Page;
  show: (path: string, look: Look) => Promise<void>;
}

/** Opens a window for the app. */
export async function openApp(browser: Browser): Promise<App> {
  const context = await browser.newContext({ baseURL: BACKEND });
  const page = await context.newPage();
  await watchLayoutShift(page);
  let loaded: string | undefined;
  return {
    page,
    async show(path, look) {
      const wanted = JSON.stringify(look.refused);
      await page.emulateMedia({ colorScheme: look.colorScheme });
      if (loaded === wanted) {
        await forgetLayoutShift(page);
        await go(page, path);
      } else await page.goto(path);
      loaded = wanted;
    },
  };
}
