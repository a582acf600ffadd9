import type { CompiledStatement } from '../evaluate/statement';
import { literalText } from '../match/template';
import type { Comparer } from './comparer';
import { matching, type Resources } from './resources';

/**
 * Returns the resources of a statement: one item for each pattern of Resource, or one item for NotResource. A NotResource with `*` leaves no resource,
 * so that it has none.
 */
export function resourcesOf(
  { resources, isNotResource, variables }: CompiledStatement,
  comparer: Comparer,
): Resources[] {
  // Plain text in one document must not look like a variable of another document.
  const texts = variables ? resources : resources.map(literalText);
  const patterns = texts.map(text =>
    comparer.pattern(text, () => matching(text, true)),
  );
  if (!isNotResource) return patterns;
  return patterns.some(({ all }) => all) ? [] : [{ kind: 'all-but', patterns }];
}
