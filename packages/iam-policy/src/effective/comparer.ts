import { spend, type WorkBudget } from '../match/budget';
import {
  canCover,
  canOverlap,
  covers,
  overlap,
  type EdgedGlob,
} from '../match/overlap';
import {
  EVERYTHING,
  isEverything,
  textOf,
  type AllBut,
  type Matching,
  type Resources,
} from './resources';

/** The work limit of one call: a fraction of a second. Policies that need more are too complex. */
const WORK = 20_000_000;

/** The work of finding a known result, and of remembering a new one. */
const LOOKUP = 10;
const REMEMBER = 40;

/** Known results, by both sides. */
type Known = Map<EdgedGlob, Map<EdgedGlob, boolean>>;

// The maximum number of sets that are compared in pairs. More would take long, and users do not read so many.
const FEW = 64;

/** Compares sets of resources. Compares each pair of patterns once, and limits the work of all comparisons. */
export class Comparer {
  readonly #budget: WorkBudget;
  readonly #covers: Known = new Map();
  readonly #overlaps: Known = new Map();
  readonly #patterns = new Map<string, Matching>();
  readonly #numbers = new Map<object, number>();

  constructor(budget: WorkBudget = { left: WORK }) {
    this.#budget = budget;
  }

  /** Takes work from the budget. @throws OverBudgetError - if too little is left. */
  spend(work: number): void {
    spend(this.#budget, work);
  }

  /** Returns the one object for a pattern that all statements share, so that its comparisons are shared too. */
  pattern(text: string, create: () => Matching): Matching {
    let pattern = this.#patterns.get(text);
    if (!pattern) {
      pattern = create();
      this.#patterns.set(text, pattern);
    }
    return pattern;
  }

  /** Returns a number that identifies an object among all that it was called with. */
  numberOf(object: object): number {
    let number = this.#numbers.get(object);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(object, number);
    }
    return number;
  }

  /** Checks whether every text of `inner` is in `outer`. True is always correct. */
  covers(outer: EdgedGlob, inner: EdgedGlob): boolean {
    this.spend(LOOKUP);
    if (!canCover(outer, inner)) return false;
    return this.#once(this.#covers, [outer, inner], covers);
  }

  /** Checks whether any text is in both sets. */
  overlap(a: EdgedGlob, b: EdgedGlob): boolean {
    this.spend(LOOKUP);
    if (!canOverlap(a, b)) return false;
    return this.#once(this.#overlaps, [a, b], overlap);
  }

  /** Checks whether `outer` contains all of `inner`. True is always correct; false can be wrong. */
  contains(outer: Resources, inner: Resources): boolean {
    this.spend(1);
    if (isEverything(outer)) return true;
    if (outer.kind === 'matching') {
      return inner.kind === 'matching' && this.covers(outer, inner);
    }
    return inner.kind === 'matching'
      ? outer.patterns.every(one => !this.overlap(one, inner))
      : outer.patterns.every(one =>
          inner.patterns.some(left => this.covers(left, one)),
        );
  }

  /** Checks whether two sets can have a resource in common. False is always correct; true can be wrong. */
  meet(a: Resources, b: Resources): boolean {
    this.spend(1);
    if (a.kind === 'matching' && b.kind === 'matching') {
      return a.all || b.all || this.overlap(a, b);
    }
    if (a.kind === 'all-but' && b.kind === 'all-but') return true;
    const [but, pattern] =
      a.kind === 'all-but' ? [a, b as Matching] : [b as AllBut, a];
    return !but.patterns.some(one => this.covers(one, pattern));
  }

  /** Removes the sets that other sets contain, and sorts the rest. */
  reduce(list: Resources[]): Resources[] {
    if (list.some(isEverything)) return [EVERYTHING];
    if (list.length < 2) return list;
    const byText = new Map(list.map(item => [textOf(item), item]));
    this.spend(list.length * LOOKUP);
    for (const text of byText.keys()) this.spend(text.length);
    const distinct = [...byText]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item);
    if (distinct.length > FEW) return distinct;
    return distinct.filter(
      (item, index) =>
        !distinct.some(
          (other, at) =>
            at !== index &&
            this.contains(other, item) &&
            (at < index || !this.contains(item, other)),
        ),
    );
  }

  #once(
    known: Known,
    [a, b]: [EdgedGlob, EdgedGlob],
    compare: typeof covers,
  ): boolean {
    let results = known.get(a);
    if (!results) known.set(a, (results = new Map()));
    let result = results.get(b);
    if (result === undefined) {
      this.spend(REMEMBER);
      result = compare(a.glob, b.glob, this.#budget);
      results.set(b, result);
    }
    return result;
  }
}
