import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Expects that axe finds no serious violation on the page or in the given parts. `parts` are the selectors of the plugin's parts. */
export async function expectNothingSerious(
  page: Page,
  parts: string[] = [],
): Promise<void> {
  // The Backstage menu item for notifications does not include the number of unread ones in its name.
  const axe = new AxeBuilder({ page })
    // Otherwise each run opens another page.
    .setLegacyMode()
    // axe then reports elements only for violations.
    .options({ resultTypes: ['violations'] })
    .exclude('a[href="/notifications"]')
    // React Aria announcements stay for seconds, and can refer to a button that no longer exists.
    .exclude('[data-live-announcer]');
  for (const part of parts) axe.include(part);
  const analyze = async () => {
    await afterAnimations(page);
    return (await axe.analyze()).violations;
  };
  let violations: Awaited<ReturnType<typeof analyze>> = [];
  // A page renders again when its color scheme changes, so that a part can be missing for a moment.
  await expect(async () => {
    violations = await analyze();
  }).toPass({ timeout: 20_000 });
  const serious = violations.filter(({ impact }) =>
    ['serious', 'critical'].includes(impact ?? ''),
  );
  expect(serious).toEqual([]);
}

/** Waits for animations, because elements that fade in have less contrast. Ignores scroll animations and endless ones. */
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
