import type { Locator, Page } from '@playwright/test';
import type { Answers } from './answers';

/** A page or part of a page in one state. */
export interface Place {
  page: string;
  state: string;
  path: string;
  /** The answers that replace the backend. */
  answers?: Answers;
  /** Brings the loaded page into the state. */
  open?: (page: Page) => Promise<void>;
  /** Returns an element that is visible once the page is in the state. */
  shown: (page: Page) => Locator;
  /** The selector of the parts that belong to the irsa plugin. */
  ours: string;
  /** Whether ordinary runs also visit the place, because their other tests do not cover it. */
  always?: boolean;
}

/** Presses a button. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}
