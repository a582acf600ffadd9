import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing serious on the page, or in the parts of it that are given as selectors where the others are not ours. */
export async function expectNothingSerious(
  page: Page,
  parts: string[] = [],
): Promise<void> {
  // Backstage's own menu item leaves the number of unread notifications out of its name.
  const axe = new AxeBuilder({ page })
    .exclude('a[href="/notifications"]')
    // React Aria's announcements stay for seconds, and may name a button that is gone by then.
    .exclude('[data-live-announcer]');
  for (const part of parts) {
    // A page is built again when its color scheme changes.
    await page.locator(part).first().waitFor();
    axe.include(part);
  }
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) =>
    ['serious', 'critical'].includes(impact ?? ''),
  );
  expect(serious).toEqual([]);
}
