import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The elements that violate an axe rule. */
interface Violation {
  rule: string;
  impact: string;
  /** The selectors of the elements. */
  elements: string[];
}

/** The axe results for a page. */
interface AxeTotals {
  /** The number of rules that at least one element passes. Other elements can violate the same rules. */
  passed: number;
  /** The violations in the parts of the irsa plugin. */
  ours: Violation[];
  /** The violations in the surrounding app. */
  backstage: Violation[];
}

/** The selectors for rules about landmarks. The page frame creates landmarks, and only the frame of the fleet page belongs to the plugin. */
const FRAMED: Record<string, string> = { region: '[data-testid=fleet]' };

/** The skeleton rows of Backstage UI, which have a header without a name. */
const OF_BACKSTAGE_UI = '[id*="-skeleton-"]';

/** Returns for each selector whether its element is in a part that `parts` selects. */
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

/** Runs all axe rules of any impact on the whole page. `ours` is the selector of the parts of the irsa plugin. */
export async function axeTotals(page: Page, ours: string): Promise<AxeTotals> {
  const { passes, violations } = await new AxeBuilder({ page })
    // Otherwise each run opens another page.
    .setLegacyMode()
    // WCAG 2.2 AA, which axe leaves out by default.
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  const totals: AxeTotals = { passed: passes.length, ours: [], backstage: [] };
  for (const { id, impact, nodes } of violations) {
    // For an element in a shadow root, a target is a list. The plugin has no shadow roots.
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
