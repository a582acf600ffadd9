import { matchPattern } from '../match/pattern';
import { FIRST_VARIABLE, patternOf, type Pattern } from './pattern-set';
import { findText, type Budget } from './search';
import type { AccessStatement, ResourcePattern } from './statements';

/** The statements to compare, which all apply to the same actions. */
export interface Compared {
  /** The granting Allow statement. */
  granting: AccessStatement;
  /** The Deny statements of the same policies that certainly apply. */
  denying: AccessStatement[];
  /** The Allow statements of the limit that apply to every request to which `granting` applies. */
  allowed: AccessStatement[];
  /** The Deny statements of the limit. */
  denied: AccessStatement[];
  /** Whether the actions accept only the resource `*` (`everything`), or can also accept ARNs (`either`). */
  reach: 'everything' | 'either';
}

/** A resource that is granted beyond the limit, `none`, or the pattern for which the result is unknown. */
export type Difference =
  | { resource: string; variables: Map<string, string>; pattern: string }
  | 'none'
  | { unknown: string };

/** The terms of a search: the text must match a pattern of each list in `some`, and no pattern in `none`. */
interface Terms {
  some: ResourcePattern[][];
  none: ResourcePattern[];
}

const EVERYTHING: ResourcePattern = {
  text: '*',
  meaning: '*',
  tokens: [{ kind: 'any' }],
  isAll: true,
  hasVariables: false,
};

/**
 * Finds a resource that a statement grants, that no Deny of its policies blocks, and that the limit does not grant.
 *
 * A policy variable has the same unknown value wherever it occurs. If a text must match more than one list of patterns, a variable in these
 * patterns can stand for any text, and excluding patterns with variables are ignored.
 */
export function differenceOf(compared: Compared, budget: Budget): Difference {
  if (grantsEverythingBeyond(compared)) {
    return { resource: '*', variables: new Map(), pattern: '*' };
  }
  if (compared.reach === 'everything') return 'none';
  let unknown: Difference | undefined;
  for (const pattern of itemsOf(compared.granting)) {
    for (const terms of termsOf(compared, pattern)) {
      const found = search(terms, pattern, budget);
      if (found === 'none') continue;
      if (!('unknown' in found)) return found;
      unknown ??= found;
    }
  }
  return unknown ?? 'none';
}

function itemsOf({
  resources,
  isNotResource,
}: AccessStatement): ResourcePattern[] {
  return isNotResource ? [EVERYTHING] : resources;
}

/** Yields the alternative terms under which a resource of a pattern is beyond the limit. One of them is enough. */
function* termsOf(
  { granting, denying, allowed, denied }: Compared,
  pattern: ResourcePattern,
): Generator<Terms> {
  const base: Terms = { some: [[pattern]], none: [] };
  if (granting.isNotResource) base.none.push(...granting.resources);
  denying.forEach(deny => leaveOut(base, deny));
  const beyond: Terms = { some: [...base.some], none: [...base.none] };
  allowed.forEach(allow => leaveOut(beyond, allow));
  yield beyond;
  for (const { resources, isNotResource } of denied) {
    yield isNotResource
      ? { some: base.some, none: [...base.none, ...resources] }
      : { some: [...base.some, resources], none: base.none };
  }
}

function leaveOut(terms: Terms, statement: AccessStatement): void {
  if (statement.isNotResource) terms.some.push(statement.resources);
  else terms.none.push(...statement.resources);
}

function search(
  terms: Terms,
  pattern: ResourcePattern,
  budget: Budget,
): Difference {
  const isOne = terms.some.length === 1;
  const none = terms.none.filter(
    one => !isDisjoint(one, pattern) && (isOne || !one.hasVariables),
  );
  const some = terms.some.map(list =>
    list.filter(one => !isDisjoint(one, pattern)),
  );
  const isSame = ({ meaning }: ResourcePattern) => meaning === pattern.meaning;
  if (none.some(one => one.isAll || isSame(one))) return 'none';
  if (some.some(list => list.length === 0)) return 'none';
  const codes = new Map<string, number>();
  const compile = ({ tokens }: ResourcePattern): Pattern =>
    patternOf(tokens, ({ key, fallback }) => {
      if (!isOne) return undefined;
      const id = JSON.stringify([key.toLowerCase(), fallback]);
      const code = codes.get(id) ?? FIRST_VARIABLE + codes.size;
      codes.set(id, code);
      return code;
    });
  const found = findText(
    {
      some: some.map(list => list.map(compile)),
      none: none.map(compile),
    },
    budget,
  );
  if (found === 'none') return 'none';
  if (found === 'unknown') return { unknown: pattern.text };
  return { ...written(found.symbols, codes), pattern: pattern.text };
}

/** Converts symbols to text, with an example value for each variable. */
function written(
  symbols: number[],
  codes: Map<string, number>,
): { resource: string; variables: Map<string, string> } {
  const names = new Map(
    [...codes].map(([id, code]) => [code, JSON.parse(id)[0] as string]),
  );
  const variables = new Map<string, string>();
  const resource = symbols
    .map(symbol => {
      const name = names.get(symbol);
      if (name === undefined) return String.fromCharCode(symbol);
      variables.set(name, 'value');
      return 'value';
    })
    .join('');
  return { resource, variables };
}

/** Checks whether two patterns differ before their first wildcard or variable. */
function isDisjoint(a: ResourcePattern, b: ResourcePattern): boolean {
  const [left, right] = [a, b].map(({ tokens: [first] }) =>
    first?.kind === 'text' ? first.text : '',
  );
  const length = Math.min(left.length, right.length);
  return left.slice(0, length) !== right.slice(0, length);
}

/** Checks whether a request on `*` itself, which is not an ARN, is granted beyond the limit. */
function grantsEverythingBeyond({
  granting,
  denying,
  allowed,
  denied,
}: Compared): boolean {
  const isAbout = ({ resources, isNotResource }: AccessStatement) =>
    resources.some(({ text }) => matchPattern(text, '*')) !== isNotResource;
  return (
    isAbout(granting) &&
    !denying.some(isAbout) &&
    (!allowed.some(isAbout) || denied.some(isAbout))
  );
}
