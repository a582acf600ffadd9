import { compilePattern, matchPattern, NO_VARIABLES } from '../match/pattern';
import { parseTemplate } from '../match/template';
import { namesOf } from '../effective/names';
import type { ActionCatalogue } from '../summary/types';
import type { ActionList } from './action-classes';
import { patternOf, type Pattern } from './pattern-set';
import { findText, type Budget } from './search';

/** An action for statements with NotAction: AWS can have services that the catalogue lacks. */
const ANOTHER = 'unknown-service:Example';

/**
 * Returns the action patterns of a statement that match no action of the catalogue. A pattern that does match counts only for the actions of the
 * catalogue: AWS adds actions all the time, and no pattern can be limited to the actions of today.
 */
export function unknownPatterns(
  { actions, isNotAction }: ActionList,
  catalogue: ActionCatalogue,
): string[] {
  if (isNotAction) {
    return actions.some(text => matchPattern(text, ANOTHER)) ? [] : [ANOTHER];
  }
  return actions.filter(text => !matchesKnown(text, catalogue));
}

/**
 * Returns the action patterns that a limit removes, by a Deny or a NotAction, and that match no action of the catalogue. Somebody named them, so
 * they count although only wildcards can grant them.
 */
export function unknownLimits(
  statements: readonly (ActionList & { isAllow: boolean })[],
  catalogue: ActionCatalogue,
): string[] {
  const named = statements
    .filter(({ isAllow, isNotAction }) => isAllow === isNotAction)
    .flatMap(({ actions }) => actions)
    .filter(text => !matchesKnown(text, catalogue));
  return [...new Set(named)];
}

function matchesKnown(text: string, catalogue: ActionCatalogue): boolean {
  const [prefix] = text.split(':', 1);
  const matches = compilePattern(text, { wildcards: true, variables: false });
  return catalogue
    .prefixes()
    .filter(one => matchPattern(prefix, one))
    .map(one => catalogue.service(one))
    .some(
      service =>
        service &&
        namesOf(service).folded.some(name => matches(name, NO_VARIABLES)),
    );
}

/** Returns an example of an action that a pattern matches. */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'Example').replaceAll('?', 'x');
}

function compile(text: string): Pattern {
  return patternOf(
    parseTemplate(text.toLowerCase(), { wildcards: true, variables: false }),
    () => undefined,
  );
}

/** Matches texts that cannot be an action, which has exactly one colon. */
const NO_ACTION = compile('*:*:*');

/** Checks whether a statement applies to every action that a pattern matches. */
export function isAboutAll(
  { actions, isNotAction }: ActionList,
  pattern: string,
  budget: Budget,
): boolean {
  const whole = [compile(pattern)];
  const list = actions.map(compile);
  const search = isNotAction
    ? { some: [whole, list], none: [NO_ACTION] }
    : { some: [whole], none: [...list, NO_ACTION] };
  return findText(search, budget) === 'none';
}

/** Checks whether a statement can apply to any action that a pattern matches. False is always correct. */
export function isAboutSome(
  { actions, isNotAction }: ActionList,
  pattern: string,
  budget: Budget,
): boolean {
  return !isAboutAll({ actions, isNotAction: !isNotAction }, pattern, budget);
}
