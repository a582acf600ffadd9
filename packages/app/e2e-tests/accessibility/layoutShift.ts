import type { Page } from '@playwright/test';

/** The layout shift without user input since the page was requested: its web vitals score, and the elements that moved. */
interface LayoutShift {
  value: number;
  moved: string[];
}

/** The properties of a layout shift entry that the browser types lack. */
interface ShiftEntry extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

type Watched = Window & { layoutShift?: LayoutShift };

/** Records the layout shifts in all documents of a page. */
export async function watchLayoutShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = window;
    watched.layoutShift = { value: 0, moved: [] };
    new PerformanceObserver(list => {
      const shift = watched.layoutShift;
      for (const entry of list.getEntries() as ShiftEntry[]) {
        if (!shift || entry.hadRecentInput) continue;
        // The progress bars of Backstage move while data loads.
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

/** Resets the layout shift to 0. */
export async function forgetLayoutShift(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as Watched).layoutShift = { value: 0, moved: [] };
  });
}

export function layoutShift(page: Page): Promise<LayoutShift | undefined> {
  return page.evaluate(() => (window as Watched).layoutShift);
}
