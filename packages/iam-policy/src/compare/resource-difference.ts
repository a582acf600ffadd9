import { matchPattern } from '../match/pattern';
import { FIRST_VARIABLE, patternOf, type Pattern } from './pattern-set';
import { findText, type Budget } from './search';
import type { AccessStatement, ResourcePattern } from './statements';

/** Statements that are all about the same actions. */
export interface Compared {
  /** Allows. */
  granting: AccessStatement;
  /** The Deny statements beside it, which certainly apply. */
  denying: AccessStatement[];
  /** The Allow statements of the limit that apply to whatever `granting` applies to. */
  allowed: AccessStatement[];
  /** The Deny statements of the limit. */
  denied: AccessStatement[];
  /** Whether the actions are used on no resource but `*`, on ARNs alone, or on either. */
  reach: 'everything' | 'either';
}

/** A resource that is granted beyond the limit, or what is known instead. */
export type Difference =
  | { resource: string; variables: Map<string, string>; pattern: string }
  | 'none'
  | { unknown: string };

/** Which resources a text must be in, and must not be in. */
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
 * Finds a resource that a statement grants, no Deny beside it takes back, and the limit does not grant.
 *
 * A policy variable in both is the same value, whatever it is. Where more than one side has to match a text, a variable that grants or limits is
 * taken for any text, and one that helps for none.
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

/** What has to hold for a resource of one pattern to be beyond the limit: one of these. */
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

/** The text of symbols, with a value for each variable. */
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

/** Whether they begin differently, before any wildcard. */
function isDisjoint(a: ResourcePattern, b: ResourcePattern): boolean {
  const [left, right] = [a, b].map(({ tokens: [first] }) =>
    first?.kind === 'text' ? first.text : '',
  );
  const length = Math.min(left.length, right.length);
  return left.slice(0, length) !== right.slice(0, length);
}

/** For the request on `*` itself, which stands for no ARN. */
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
