import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Elements that break a rule of axe. */
interface Violation {
  rule: string;
  impact: string;
  /** Selectors of the elements. */
  elements: string[];
}

/** What axe says of a page. */
interface AxeTotals {
  /** Rules that at least one element keeps; others may break them. */
  passed: number;
  /** Those of our own parts. */
  ours: Violation[];
  /** Those of the app around them. */
  backstage: Violation[];
}

/** Landmarks are made by the frame of a page, which is ours on the page of the fleet only. */
const FRAMED: Record<string, string> = { region: '[data-testid=fleet]' };

/** Backstage UI gives rows that are still to come a header without a name. */
const OF_BACKSTAGE_UI = '[id*="-skeleton-"]';

/** Whether each selector leads into a part that another selector names. */
function areWithin(page: Page, selectors: string[], parts: string) {
  return page.evaluate(
    ([targets, within, theirs]) =>
      targets.map(target =>
        Boolean(
          document
            .querySelector(target)
            ?.matches(`:is(${within}, :is(${within}) *):not(${theirs})`),
        ),
      ),
    [selectors, parts, OF_BACKSTAGE_UI] as const,
  );
}

/** Every rule of axe, of every impact, on the whole page; `ours` is a selector of our parts. */
export async function axeTotals(page: Page, ours: string): Promise<AxeTotals> {
  const { passes, violations } = await new AxeBuilder({ page })
    // Otherwise each run opens a page of its own.
    .setLegacyMode()
    // WCAG 2.2 AA, which axe leaves out by default.
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  const totals: AxeTotals = { passed: passes.length, ours: [], backstage: [] };
  for (const { id, impact, nodes } of violations) {
    // Inside a shadow root a target is a list; none of ours has one.
    const selectors = nodes.map(({ target }) => String(target[0]));
    const within = await areWithin(page, selectors, FRAMED[id] ?? ours);
    for (const side of ['ours', 'backstage'] as const) {
      const elements = selectors.filter(
        (_, index) => within[index] === (side === 'ours'),
      );
      if (elements.length > 0) {
        totals[side].push({ rule: id, impact: impact ?? 'none', elements });
      }
    }
  }
  return totals;
}
