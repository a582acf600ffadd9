import { mayBeOf } from '../effective/resources';
import { patternOf, PatternSet, type Places } from './pattern-set';
import { SAMPLES, sampleNames } from './sample-names';
import type { Budget } from './search';
import type { AccessStatement, ResourcePattern } from './statements';

/** Of sixteen patterns that each begin with another digit of a key's name, one is more than this. */
const MOST = SAMPLES / 32;

// No region and no account has such a name: what leaves them out does so by a wildcard.
const NOWHERE = {
  partition: 'aws-x',
  region: 'x-x-0',
  account: '000000000000',
};

/** The statements that are about some actions. */
export interface Statements {
  allows: AccessStatement[];
  /** Those that certainly apply. */
  denies: AccessStatement[];
}

type NameTest = (name: string) => boolean;

const not =
  (test: NameTest): NameTest =>
  name =>
    !test(name);

/** Answers for some statements, with what it found out for each service and each list of formats. */
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
   * Whether the statements together reach all resources of one type, or so many of them that no name is left to speak of: more than one in 32
   * of the names of some usual shape. Partition, region and account do not count as a limit. Answers true when the budget does not last.
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

/** Whether a name of a service is in reach; undefined where none is. */
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

/** What a step costs beside its words. */
const OVERHEAD = 8;

// Some formats have a wildcard instead of a name.
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

/** Whether patterns match an ARN with a name in some partition, region and account, each pattern in those that it likes. */
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

/** Whether patterns match ARNs with a name wherever they are. */
function exactTest(
  patterns: ResourcePattern[],
  service: string,
  budget: Budget,
): NameTest {
  // A variable may have any value, or none: nothing is left out for sure.
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

/** Where any text without a colon may lead. */
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
