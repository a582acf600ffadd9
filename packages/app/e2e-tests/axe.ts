import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** axe finds nothing serious on the page, or in the parts of it that are given as selectors where the others are not ours. */
export async function expectNothingSerious(
  page: Page,
  parts: string[] = [],
): Promise<void> {
  // Backstage's own menu item leaves the number of unread notifications out of its name.
  const axe = new AxeBuilder({ page })
    // Otherwise each run opens a page of its own.
    .setLegacyMode()
    // Of what breaks no rule it need not say where it is.
    .options({ resultTypes: ['violations'] })
    .exclude('a[href="/notifications"]')
    // React Aria's announcements stay for seconds, and may name a button that is gone by then.
    .exclude('[data-live-announcer]');
  for (const part of parts) axe.include(part);
  const analyze = async () => {
    await afterAnimations(page);
    return (await axe.analyze()).violations;
  };
  let violations: Awaited<ReturnType<typeof analyze>> = [];
  // A page is built again when its color scheme changes: a part of it may be gone for a moment.
  await expect(async () => {
    violations = await analyze();
  }).toPass({ timeout: 20_000 });
  const serious = violations.filter(({ impact }) =>
    ['serious', 'critical'].includes(impact ?? ''),
  );
  expect(serious).toEqual([]);
}

/** What is still fading in has less contrast than it will have. What moves with what is scrolled never ends. */
async function afterAnimations(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(
        ({ timeline, effect }) =>
          timeline === document.timeline &&
          effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
