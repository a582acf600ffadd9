import type { Browser, Page } from '@playwright/test';
import { BACKEND } from '../product';
import { go } from '../visit';
import { forgetLayoutShift, watchLayoutShift } from './layoutShift';

/** How the app is to be loaded. */
interface Look {
  colorScheme: 'light' | 'dark';
  /** Permissions that are refused; the app remembers what it was told of them. */
  refused?: readonly string[];
}

/** The app in one window, which goes from page to page without loading again where it can. */
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
