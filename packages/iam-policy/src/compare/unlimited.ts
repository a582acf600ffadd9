import { mayBeOf } from '../effective/resources';
import { patternOf, PatternSet, type Places } from './pattern-set';
import { SAMPLES, sampleNames } from './sample-names';
import type { Budget } from './search';
import type { AccessStatement, ResourcePattern } from './statements';

/** If more sample names match, names are no real limit. A pattern that fixes only the first hex digit of an ID matches more: 1 in 16 names. */
const MOST = SAMPLES / 32;

// No partition, region, or account has such a name. Only patterns with wildcards match these values.
const NOWHERE = {
  partition: 'aws-x',
  region: 'x-x-0',
  account: '000000000000',
};

/** The statements that apply to some actions. */
export interface Statements {
  allows: AccessStatement[];
  /** The Deny statements that certainly apply. */
  denies: AccessStatement[];
}

type NameTest = (name: string) => boolean;

const not =
  (test: NameTest): NameTest =>
  name =>
    !test(name);

/** The reach of some statements. Caches the results for each service and each list of formats. */
export class Reach {
  readonly #statements: Statements;
  readonly #budget: Budget;
  readonly #everything: boolean;
  readonly #byService = new Map<string, NameTest | undefined>();
  readonly #byFormats = new Map<readonly string[], boolean>();

  constructor(statements: Statements, budget: Budget) {
    this.#statements = statements;
    this.#budget = budget;
    this.#everything =
      statements.denies.length === 0 &&
      statements.allows.some(
        ({ isNotResource, resources }) =>
          !isNotResource && resources.some(({ isAll }) => isAll),
      );
  }

  /**
   * Checks whether the statements together reach all or so many resources of one type that names are no real limit: more than 1 in 32 of the
   * sample names of a usual shape. Partition, region, and account do not count as limits. Returns true if the budget is exhausted.
   */
  isUnlimited(formats: readonly string[]): boolean {
    if (this.#everything) return true;
    const known = this.#byFormats.get(formats);
    if (known !== undefined) return known;
    const answer = formats.some(format => {
      const [, , service = '', , , ...parts] = format.split(':');
      const test = this.#testOf(service);
      return test ? isMostOf(parts.join(':'), test, this.#budget) : false;
    });
    this.#byFormats.set(formats, answer);
    return answer;
  }

  #testOf(service: string): NameTest | undefined {
    if (!this.#byService.has(service)) {
      this.#byService.set(
        service,
        testOf(this.#statements, service, this.#budget),
      );
    }
    return this.#byService.get(service);
  }
}

/** Returns a test for whether a resource name of a service is in reach. Undefined if no name is. */
function testOf(
  { allows, denies }: Statements,
  service: string,
  budget: Budget,
): NameTest | undefined {
  const ofService = ({ resources }: AccessStatement) =>
    resources.filter(({ text }) => mayBeOf(text, service));
  const exact = (one: AccessStatement) =>
    exactTest(ofService(one), service, budget);
  const lists = allows.filter(({ isNotResource }) => !isNotResource);
  const listed = lists.flatMap(ofService);
  if (listed.length === 0 && lists.length === allows.length) return undefined;
  const tests = [
    anywhereTest(listed, service, budget),
    ...allows
      .filter(({ isNotResource }) => isNotResource)
      .map(one => not(exact(one))),
  ];
  const denied = denies.map(one =>
    one.isNotResource ? not(exact(one)) : exact(one),
  );
  return name =>
    tests.some(test => test(name)) && !denied.some(test => test(name));
}

/** The fixed cost of a step, in words, in addition to the words of the set. */
const OVERHEAD = 8;

// Some formats have a wildcard instead of a placeholder.
const PLACEHOLDER = /\$\{[^}]*\}|\*/g;

function isMostOf(format: string, matches: NameTest, budget: Budget): boolean {
  return sampleNames.some(names => {
    let found = 0;
    for (let index = 0; index < names.length; index++) {
      if (budget.left < 0) return true;
      let at = index;
      const name = format.replace(PLACEHOLDER, () => names[at++ % SAMPLES]);
      if (matches(name)) found += 1;
      if (found > MOST) return true;
    }
    return false;
  });
}

function setOf(patterns: ResourcePattern[]): PatternSet {
  return new PatternSet(
    patterns.map(({ tokens }) => patternOf(tokens, () => undefined)),
  );
}

/** Returns a test for whether any pattern matches an ARN with a name in any partition, region, and account. */
function anywhereTest(
  patterns: ResourcePattern[],
  service: string,
  budget: Budget,
): NameTest {
  if (patterns.length === 0) return () => false;
  const set = setOf(patterns);
  let places = walk(set, set.start, 'arn:', budget);
  places = walk(set, anyPart(set, places, budget), `:${service}:`, budget);
  places = walk(set, anyPart(set, places, budget), ':', budget);
  places = walk(set, anyPart(set, places, budget), ':', budget);
  return name => isMatch(set, walk(set, places, name, budget));
}

/** Returns a test for whether any pattern matches the ARNs with a name in every partition, region, and account. */
function exactTest(
  patterns: ResourcePattern[],
  service: string,
  budget: Budget,
): NameTest {
  // A variable can have any value or none, so that a pattern with one certainly excludes nothing.
  const set = setOf(patterns.filter(({ hasVariables }) => !hasVariables));
  const { partition, region, account } = NOWHERE;
  const head = `arn:${partition}:${service}:${region}:${account}:`;
  const places = walk(set, set.start, head, budget);
  return name => isMatch(set, walk(set, places, name, budget));
}

function isMatch(set: PatternSet, places: Places): boolean {
  return places.some((word, at) => (word & set.ends[at]) !== 0);
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
