import type { Locator, Page } from '@playwright/test';
import type { Answers } from './answers';

/** A page, or a part of one, in one state. */
export interface Place {
  page: string;
  state: string;
  path: string;
  /** In place of the backend. */
  answers?: Answers;
  /** Brings the page into the state, once it is loaded. */
  open?: (page: Page) => Promise<void>;
  /** There once the state is reached. */
  shown: (page: Page) => Locator;
  /** A selector of our part; without, all of it is Backstage's own. */
  ours: string;
  /** Whether ordinary runs visit it too: what their other tests do not see. */
  always?: boolean;
}

/** Presses a button and waits for what it leads to. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}
