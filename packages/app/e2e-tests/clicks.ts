import type { Page } from '@playwright/test';

/** Counts the clicks on the page from now until it is reloaded. */
export async function countClicks(page: Page): Promise<() => Promise<number>> {
  const counted = await page.evaluateHandle(() => {
    const made = { clicks: 0 };
    const count = ({ isTrusted }: Event) => {
      if (isTrusted) made.clicks += 1;
    };
    document.addEventListener('click', count, true);
    return made;
  });
  return () => counted.evaluate(({ clicks }) => clicks);
}
