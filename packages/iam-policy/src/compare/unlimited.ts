import { mayBeOf } from '../effective/resources';
import {
  ALWAYS,
  anywhereTest,
  everywhereTest,
  NEVER,
  placeIn,
  type NameTest,
  type Place,
} from './name-test';
import { SAMPLES, sampleNames } from './sample-names';
import type { Budget } from './search';
import type { AccessStatement, ResourcePattern } from './statements';

/** If more sample names match, names are no real limit. A pattern that fixes only the first hex digit of an ID matches more: 1 in 16 names. */
const MOST = SAMPLES / 32;

/** The resources of a statement. */
export type StatementResources = Pick<
  AccessStatement,
  'resources' | 'isNotResource'
>;

/** The statements that apply to some actions. */
export interface Statements<Statement = AccessStatement> {
  allows: Statement[];
  /** The Deny statements that certainly apply. */
  denies: Statement[];
  /** Lists of statements. One statement of each list must also allow a resource. */
  limits?: Statement[][];
}

function not(test: NameTest): NameTest {
  if (test === ALWAYS) return NEVER;
  return test === NEVER ? ALWAYS : name => !test(name);
}

/** The reach of some statements. Caches the results for each place, each format, and each list of formats. */
export class Reach {
  readonly #statements: Statements<StatementResources>;
  readonly #budget: Budget;
  readonly #everything: boolean;
  readonly #nothing: boolean;
  readonly #byPlace = new Map<string, NameTest | undefined>();
  readonly #byFormat = new Map<string, boolean>();
  readonly #byFormats = new Map<readonly string[], boolean>();

  constructor(statements: Statements<StatementResources>, budget: Budget) {
    const { allows, denies, limits = [] } = statements;
    this.#statements = statements;
    this.#budget = budget;
    this.#everything =
      denies.length === 0 && [allows, ...limits].every(hasEverything);
    this.#nothing = hasEverything(denies);
  }

  /**
   * Checks whether the statements together reach all or so many resources of one type that names are no real limit: more than 1 in 32 of the
   * sample names of a usual shape. Partition, region, and account do not count as limits, except where the format of the type has a fixed value.
   * Returns true if the budget is exhausted.
   */
  isUnlimited(formats: readonly string[]): boolean {
    if (this.#everything) return true;
    if (this.#nothing) return false;
    const known = this.#byFormats.get(formats);
    if (known !== undefined) return known;
    const answer = formats.some(format => this.#isUnlimited(format));
    this.#byFormats.set(formats, answer);
    return answer;
  }

  #isUnlimited(format: string): boolean {
    const known = this.#byFormat.get(format);
    if (known !== undefined) return known;
    const name = format.split(':').slice(5).join(':');
    const test = this.#testOf(placeIn(format));
    const answer = test ? isMostOf(name, test, this.#budget) : false;
    this.#byFormat.set(format, answer);
    return answer;
  }

  #testOf(place: Place): NameTest | undefined {
    const key = JSON.stringify(place);
    if (!this.#byPlace.has(key)) {
      this.#byPlace.set(key, testOf(this.#statements, place, this.#budget));
    }
    return this.#byPlace.get(key);
  }
}

function hasEverything(statements: StatementResources[]): boolean {
  return statements.some(
    ({ isNotResource, resources }) =>
      !isNotResource && resources.some(({ isAll }) => isAll),
  );
}

/** Returns a test for whether a resource name in a place is in reach. Undefined if no name is. */
function testOf(
  { allows, denies, limits = [] }: Statements<StatementResources>,
  place: Place,
  budget: Budget,
): NameTest | undefined {
  const within: NameTest[] = [];
  for (const list of [allows, ...limits]) {
    const test = allowTest(list, place, budget);
    if (!test) return undefined;
    within.push(test);
  }
  const denied = denies.map(({ isNotResource, resources }) => {
    const patterns = inPlace(resources, place);
    // A Deny with NotResource leaves a name if its patterns match the name anywhere.
    return isNotResource
      ? not(anywhereTest(patterns, place, budget))
      : everywhereTest(patterns, place, budget);
  });
  if (denied.includes(ALWAYS)) return undefined;
  return name =>
    within.every(test => test(name)) && !denied.some(test => test(name));
}

/** Returns a test for whether any of the Allow statements includes a name anywhere in a place. Undefined if none can. */
function allowTest(
  allows: StatementResources[],
  place: Place,
  budget: Budget,
): NameTest | undefined {
  const lists = allows.filter(({ isNotResource }) => !isNotResource);
  const listed = lists.flatMap(({ resources }) => inPlace(resources, place));
  const tests = [
    anywhereTest(listed, place, budget),
    ...allows
      .filter(({ isNotResource }) => isNotResource)
      .map(({ resources }) =>
        not(everywhereTest(inPlace(resources, place), place, budget)),
      ),
  ].filter(test => test !== NEVER);
  if (tests.length === 0) return undefined;
  return name => tests.some(test => test(name));
}

function inPlace(
  patterns: ResourcePattern[],
  [, service]: Place,
): ResourcePattern[] {
  return patterns.filter(
    ({ text }) => service === undefined || mayBeOf(text, service),
  );
}

// Some formats have a wildcard instead of a placeholder.
const PLACEHOLDER = /\$\{[^}]*\}|\*/g;

function isMostOf(format: string, matches: NameTest, budget: Budget): boolean {
  const pieces = format.split(PLACEHOLDER);
  return sampleNames.some(names => {
    let found = 0;
    for (let index = 0; index < names.length; index++) {
      if (budget.left < 0) return true;
      let name = pieces[0];
      for (let at = 1; at < pieces.length; at++) {
        name += names[(index + at - 1) % SAMPLES] + pieces[at];
      }
      if (matches(name)) found += 1;
      if (found > MOST) return true;
    }
    return false;
  });
}
