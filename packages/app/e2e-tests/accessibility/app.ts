import type { Browser, Page } from '@playwright/test';
import { BACKEND } from '../product';

/** How the app is to be loaded. */
interface Look {
  colorScheme: 'light' | 'dark';
  /** Permissions that are refused; the app remembers what it was told of them. */
  refused?: readonly string[];
}

/** The app in one window, which goes from page to page without loading anew where it can. */
export interface App {
  page: Page;
  show: (path: string, look: Look) => Promise<void>;
}

/** A page of the app that shows nothing, so that the next is built from the start. */
const NOWHERE = '/nowhere';

/** Goes where a link of the app would lead. */
async function follow(page: Page, path: string) {
  await page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

/** Opens a window for the app. */
export async function openApp(browser: Browser): Promise<App> {
  const context = await browser.newContext({ baseURL: BACKEND });
  const page = await context.newPage();
  let loaded: string | undefined;
  return {
    page,
    async show(path, look) {
      const wanted = JSON.stringify(look);
      if (loaded === wanted) {
        await follow(page, NOWHERE);
        await page.getByText('404').first().waitFor();
        await follow(page, path);
        return;
      }
      loaded = wanted;
      await page.emulateMedia({ colorScheme: look.colorScheme });
      await page.goto(path);
    },
  };
}
