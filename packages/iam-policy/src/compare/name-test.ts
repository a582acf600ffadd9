import { splitTokens } from '../match/arn';
import { compileTokens, NO_VARIABLES } from '../match/pattern';
import type { Token } from '../match/template';
import { meets, patternOf, PatternSet, type Places } from './pattern-set';
import type { Budget } from './search';
import type { ResourcePattern } from './statements';

/** Checks whether a resource name, the last part of an ARN, is in a set. Fast if successive names have a common start. */
export type NameTest = (name: string) => boolean;

/** The tests that do not depend on the name. */
export const ALWAYS: NameTest = () => true;
export const NEVER: NameTest = () => false;

/** The partition, service, region, and account in the ARNs of a resource type. Undefined where they can have any value. */
export type Place = readonly (string | undefined)[];

// No partition, region, or account has such a name. Only patterns with wildcards match these values.
const NOWHERE = ['aws-x', 'x', 'x-x-0', '000000000000'];

// Some formats have a wildcard instead of a placeholder.
const PLACEHOLDER = /\$\{|\*/;

/** Returns the place in an ARN format such as `arn:${Partition}:s3:::${BucketName}`. */
export function placeIn(format: string): Place {
  return NOWHERE.map((_, at) => {
    const field = format.split(':')[at + 1];
    return PLACEHOLDER.test(field) ? undefined : field;
  });
}

/** The fixed cost of a step, in words, in addition to the words of the set. */
const OVERHEAD = 8;

/** Returns a test for whether any pattern matches an ARN with a name in any partition, region, and account of a place. */
export function anywhereTest(
  patterns: ResourcePattern[],
  place: Place,
  budget: Budget,
): NameTest {
  const { names, others } = split(patterns, parts => isIn(parts, place));
  if (others.length === 0) return testFrom(setOf(names), budget);
  const set = setOf(others.map(({ tokens }) => tokens));
  let places = walk(set, set.start, 'arn:', budget);
  for (const field of place) {
    places =
      field === undefined
        ? anyPart(set, places, budget)
        : walk(set, places, field, budget);
    places = walk(set, places, ':', budget);
  }
  return either(testFrom(setOf(names), budget), testFrom(set, budget, places));
}

/** Returns a test for whether any pattern matches the ARNs with a name in every partition, region, and account of a place. */
export function everywhereTest(
  patterns: ResourcePattern[],
  place: Place,
  budget: Budget,
): NameTest {
  const nowhere = place.map((field, at) => field ?? NOWHERE[at]);
  const { names, others } = split(
    // A variable can have any value or none, so that a pattern with one certainly excludes nothing.
    patterns.filter(({ hasVariables }) => !hasVariables),
    parts => isIn(parts, nowhere),
  );
  if (others.length === 0) return testFrom(setOf(names), budget);
  const set = setOf(others.map(({ tokens }) => tokens));
  const places = walk(set, set.start, `arn:${nowhere.join(':')}:`, budget);
  return either(testFrom(setOf(names), budget), testFrom(set, budget, places));
}

function isIn(parts: Token[][], place: Place): boolean {
  return place.every(
    (field, at) => field === undefined || matches(parts[at], field),
  );
}

function either(one: NameTest, other: NameTest): NameTest {
  if (one === NEVER || other === ALWAYS) return other;
  if (one === ALWAYS || other === NEVER) return one;
  return name => one(name) || other(name);
}

/** The forms of the place in usual ARN patterns. */
const PLACE = [/^[a-z*?-]*$/, /^[a-z0-9*?-]*$/, /^[a-z0-9*?-]*$/, /^[0-9*?]*$/];

/**
 * Returns the last parts of the patterns in the form of an ARN whose place fulfils a test, and the patterns that are in no such form. As elsewhere, a `*`
 * in the place of such a pattern matches no colon. Otherwise it would continue through each name.
 */
function split(
  patterns: ResourcePattern[],
  isPlace: (place: Token[][]) => boolean,
): { names: Token[][]; others: ResourcePattern[] } {
  const names = new Map<string, Token[]>();
  const others: ResourcePattern[] = [];
  for (const pattern of patterns) {
    const [start, ...parts] = splitTokens(pattern.tokens);
    const place = parts.slice(0, PLACE.length);
    const name = parts[PLACE.length];
    const isUsual =
      name !== undefined &&
      textOf(start) === 'arn' &&
      place.every((part, at) => PLACE[at].test(textOf(part)));
    if (!isUsual) others.push(pattern);
    else if (isPlace(place)) names.set(JSON.stringify(name), name);
  }
  return { names: [...names.values()], others };
}

/** Returns the text of tokens; for a variable, a character that no place has. */
function textOf(tokens: Token[]): string {
  const texts = { any: '*', one: '?', variable: '$' };
  return tokens
    .map(token => (token.kind === 'text' ? token.text : texts[token.kind]))
    .join('');
}

function matches(part: Token[], text: string): boolean {
  return compileTokens(part)(text, NO_VARIABLES);
}

function setOf(patterns: Token[][]): PatternSet {
  return new PatternSet(
    patterns.map(tokens => patternOf(tokens, () => undefined)),
  );
}

/** Returns a test for names after a start. Continues from the common start of a name and the previous one, and stops where the rest makes no difference. */
function testFrom(
  set: PatternSet,
  budget: Budget,
  start: Places = set.start,
): NameTest {
  if (!isOpen(set, start)) return meets(start, set.openEnds) ? ALWAYS : NEVER;
  const path: Places[] = [start];
  let last = '';
  let walked = 0;
  return name => {
    let at = 0;
    while (at < walked && last[at] === name[at]) at += 1;
    for (; at < name.length && isOpen(set, path[at]); at++) {
      path[at + 1] ??= new Int32Array(set.words);
      set.step(path[at], name.charCodeAt(at), path[at + 1]);
      budget.left -= set.words + OVERHEAD;
    }
    last = name;
    walked = at;
    return at === name.length
      ? meets(path[at], set.ends)
      : meets(path[at], set.openEnds);
  };
}

/** Checks whether it depends on the rest of a name whether a pattern matches. */
function isOpen(set: PatternSet, places: Places): boolean {
  let any = 0;
  for (let at = 0; at < places.length; at++) {
    if ((places[at] & set.openEnds[at]) !== 0) return false;
    any |= places[at];
  }
  return any !== 0;
}

function walk(
  set: PatternSet,
  from: Places,
  text: string,
  budget: Budget,
): Places {
  const buffers = [new Int32Array(set.words), new Int32Array(set.words)];
  let places = from;
  for (let at = 0; at < text.length; at++) {
    set.step(places, text.charCodeAt(at), buffers[at % 2]);
    places = buffers[at % 2];
  }
  budget.left -= text.length * (set.words + OVERHEAD);
  return places;
}

/** Returns the positions that any text without a colon can lead to. */
function anyPart(set: PatternSet, from: Places, budget: Budget): Places {
  const all = from.slice();
  const next = new Int32Array(set.words);
  const symbols = [0, ...set.alphabet].filter(
    symbol => symbol !== ':'.charCodeAt(0),
  );
  for (let grows = true; grows; ) {
    grows = false;
    budget.left -= symbols.length * (set.words + OVERHEAD);
    for (const symbol of symbols) {
      set.step(all, symbol, next);
      for (let at = 0; at < all.length; at++) {
        const more = all[at] | next[at];
        grows ||= more !== all[at];
        all[at] = more;
      }
    }
  }
  return all;
}
