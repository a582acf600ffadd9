import { matchPattern } from '../match/pattern';
import { parseTemplate } from '../match/template';
import { namesOf } from '../effective/names';
import type { ActionCatalogue } from '../summary/types';
import type { ActionList } from './action-classes';
import { patternOf, type Pattern } from './pattern-set';
import { findText, type Budget } from './search';

/** For statements that name what they leave out: AWS may have more services than the catalogue. */
const ANOTHER = 'unknown-service:Example';

/**
 * The action patterns of a statement that match nothing in the catalogue. A pattern that matches something stands for that alone: AWS adds
 * actions all the time, and nobody can write down a pattern for those of today.
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

function matchesKnown(text: string, catalogue: ActionCatalogue): boolean {
  const [prefix] = text.split(':', 1);
  return catalogue
    .prefixes()
    .filter(one => matchPattern(prefix, one))
    .map(one => catalogue.service(one))
    .some(
      service =>
        service &&
        namesOf(service).folded.some(name => matchPattern(text, name)),
    );
}

/** An action that a pattern stands for. */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'Example').replaceAll('?', 'x');
}

function compile(text: string): Pattern {
  return patternOf(
    parseTemplate(text.toLowerCase(), { wildcards: true, variables: false }),
    () => undefined,
  );
}

/** The name of an action has one colon. */
const NO_ACTION = compile('*:*:*');

/** Whether a statement is about every action that a pattern stands for. */
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

/** Whether a statement is about an action that a pattern stands for. Sure when false. */
export function isAboutSome(
  { actions, isNotAction }: ActionList,
  pattern: string,
  budget: Budget,
): boolean {
  return !isAboutAll({ actions, isNotAction: !isNotAction }, pattern, budget);
}
