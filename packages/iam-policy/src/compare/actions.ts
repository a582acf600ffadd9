import { asList } from '../document/shape';
import type { Grant } from '../effective/grant';
import { namesOf } from '../effective/names';
import { covers, globOf, overlap, type Glob } from '../match/overlap';
import { compilePattern } from '../match/pattern';
import { parseTemplate } from '../match/template';
import type {
  ActionCatalogue,
  CatalogueAction,
  CatalogueService,
} from '../summary/types';

/** An action of the catalogue that a statement matches. */
export interface MatchedAction {
  service: CatalogueService;
  action: CatalogueAction;
  /** With prefix, as people write it. */
  name: string;
}

/** The catalogue's actions that a statement matches. */
export function matchedActions(
  { statement }: Grant,
  catalogue: ActionCatalogue,
): MatchedAction[] {
  return catalogue.prefixes().flatMap(prefix => {
    const service = catalogue.service(prefix);
    const extent = statement.actionsOf(prefix);
    if (!service || extent === 'none') return [];
    const { full, folded } = namesOf(service);
    return service.actions.flatMap((action, index) =>
      extent === 'all' || statement.matchesAction(folded[index])
        ? [{ service, action, name: full[index] }]
        : [],
    );
  });
}

/** The patterns of `Action` that match none of some actions. */
export function unmatchedPatterns(
  { source }: Grant,
  matched: MatchedAction[],
): string[] {
  return asList(source.Action).filter(pattern => {
    const matches = compilePattern(pattern, {
      wildcards: true,
      variables: false,
      ignoreCase: true,
    });
    return !matched.some(({ name }) => matches(name, () => undefined));
  });
}

/** The actions that a pattern stands for; they are compared without case. */
function actionGlob(pattern: string): Glob {
  const tokens = parseTemplate(pattern.toLowerCase(), {
    wildcards: true,
    variables: false,
  });
  return globOf(tokens);
}

/** Whether a statement is about an action that the pattern may stand for. Sure when false. */
export function mayConcern({ source }: Grant, pattern: string): boolean {
  const glob = actionGlob(pattern);
  return source.Action === undefined
    ? !asList(source.NotAction).some(one => covers(actionGlob(one), glob))
    : asList(source.Action).some(one => overlap(actionGlob(one), glob));
}

/** Whether a statement is about every action that the pattern may stand for. Sure when true. */
export function concernsAll({ source }: Grant, pattern: string): boolean {
  const glob = actionGlob(pattern);
  return source.Action === undefined
    ? !asList(source.NotAction).some(one => overlap(actionGlob(one), glob))
    : asList(source.Action).some(one => covers(actionGlob(one), glob));
}
