import type { Page } from '@playwright/test';

/** Of what moved by itself since the page was asked for: how far, by the measure of web vitals, and what. */
interface LayoutShift {
  value: number;
  moved: string[];
}

/** As far as the typings of the browser do not know it. */
interface ShiftEntry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

type Watched = Window & { layoutShift?: LayoutShift };

/** Watches all documents of a page. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = window;
    watched.layoutShift = { value: 0, moved: [] };
    new PerformanceObserver(list => {
      const shift = watched.layoutShift;
      for (const entry of list.getEntries() as ShiftEntry[]) {
        if (!shift || entry.hadRecentInput) continue;
        // Backstage's bars of progress glide as long as something is read.
        const sources = entry.sources.filter(
          ({ node }) =>
            !(node instanceof Element && node.closest('[role=progressbar]')),
        );
        if (sources.length === 0) continue;
        const moved = sources.map(({ node }) =>
          node instanceof Element
            ? `${node.tagName}.${node.className}`
            : String(node?.textContent),
        );
        shift.value += entry.value;
        shift.moved.push(`${entry.value.toFixed(3)}: ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Starts the count at zero again. */
export async function forgetLayoutShift(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as Watched).layoutShift = { value: 0, moved: [] };
  });
}

export function layoutShift(page: Page): Promise<LayoutShift | undefined> {
  return page.evaluate(() => (window as Watched).layoutShift);
}
