import { FIRST_VARIABLE, meets, PatternSet } from './pattern-set';
import type { Pattern, Places } from './pattern-set';

/** A search for a text that matches a pattern of each list of `some`, and no pattern of `none`. */
export interface Search {
  some: Pattern[][];
  none: Pattern[];
}

/** The remaining work, in compared 32-bit words. */
export interface Budget {
  left: number;
}

/** The symbols of a text, `none` if no such text exists, or `unknown` if the budget was exhausted. */
export type Found = { symbols: number[] } | 'none' | 'unknown';

/** A node in the tree of texts. */
interface Reached {
  places: Places;
  symbol: number;
  before?: Reached;
}

/** The pattern set of a search, and the bits that belong to each part of the search. */
class Frame {
  readonly set: PatternSet;
  readonly helps: Places;
  readonly #lists: Array<{ all: Places; ends: Places }>;
  readonly #harmfulEnds: Places;
  readonly #traps: Places;

  constructor(some: Pattern[][], none: Pattern[]) {
    this.set = new PatternSet([...some.flat(), ...none]);
    const { ends, openEnds } = this.set;
    let first = 0;
    this.#lists = some.map(({ length }) => {
      const all = this.set.placesOf(first, first + length);
      first += length;
      return { all, ends: all.map((word, at) => word & ends[at]) };
    });
    this.helps = this.set.placesOf(0, first);
    this.#harmfulEnds = ends.map((word, at) => word & ~this.helps[at]);
    this.#traps = openEnds.map((word, at) => word & ~this.helps[at]);
  }

  /** Checks whether no continuation of the text can meet the search. */
  isLost(places: Places): boolean {
    return (
      meets(places, this.#traps) ||
      this.#lists.some(({ all }) => !meets(places, all))
    );
  }

  isFound(places: Places): boolean {
    return (
      !meets(places, this.#harmfulEnds) &&
      this.#lists.every(({ ends }) => meets(places, ends))
    );
  }
}

/** The sets of positions that a search has reached. */
class Seen {
  readonly #helps: Places;
  readonly #budget: Budget;
  readonly #kept: Places[] = [];
  readonly #byHash = new Map<number, Places[]>();

  constructor(frame: Frame, budget: Budget) {
    this.#helps = frame.helps;
    this.#budget = budget;
  }

  /** Adds a set, and returns whether to continue from it: false if the search has already reached it or a better set. */
  add(places: Places): boolean {
    const hash = hashOf(places);
    const same = this.#byHash.get(hash);
    if (same?.some(other => isEqual(other, places))) return false;
    if (same) same.push(places);
    else this.#byHash.set(hash, [places]);
    if (this.#kept.some(other => this.#isBetter(other, places))) return false;
    this.#kept.push(places);
    return true;
  }

  #isBetter(other: Places, places: Places): boolean {
    for (let at = 0; at < places.length; at++) {
      const differs = other[at] ^ places[at];
      const worse =
        (other[at] & ~this.#helps[at]) | (places[at] & this.#helps[at]);
      if ((differs & worse) !== 0) {
        this.#budget.left -= at + 1;
        return false;
      }
    }
    this.#budget.left -= places.length;
    return true;
  }
}

function isEqual(a: Places, b: Places): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Returns a hash of a set. Sets with the same hash must still be compared. */
export function hashOf(places: Places): number {
  let hash = 0;
  for (let at = 0; at < places.length; at++) {
    hash = Math.imul(hash ^ places[at], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/**
 * Finds a shortest text, or shows that none exists, by a breadth-first search through the sets of positions that texts lead to. Skips a set if
 * another set has all of its helpful positions and no additional harmful position.
 */
export function findText({ some, none }: Search, budget: Budget): Found {
  const frame = new Frame(some, none);
  if (frame.isLost(frame.set.start)) return 'none';
  const open: Reached[] = [{ places: frame.set.start, symbol: 0 }];
  const seen = new Seen(frame, budget);
  seen.add(frame.set.start);
  const symbols = [otherThan(frame.set.alphabet), ...frame.set.alphabet];
  for (let at = 0; at < open.length; at++) {
    if (frame.isFound(open[at].places)) return { symbols: symbolsTo(open[at]) };
    for (const symbol of symbols) {
      const places = new Int32Array(frame.set.words);
      frame.set.step(open[at].places, symbol, places);
      budget.left -= places.length;
      if (frame.isLost(places) || !seen.add(places)) continue;
      open.push({ places, symbol, before: open[at] });
    }
    if (budget.left < 0) return 'unknown';
  }
  return 'none';
}

const USUAL = 'x0abcdefghijklmnopqrstuvwyz123456789';

/** Returns a character that is not one of the symbols. It represents all such characters. */
function otherThan(symbols: number[]): number {
  const taken = new Set(symbols);
  const usual = [...USUAL].find(char => !taken.has(char.charCodeAt(0)));
  let code = usual ? usual.charCodeAt(0) : 0x100;
  while (taken.has(code) && code < FIRST_VARIABLE) code += 1;
  return code;
}

function symbolsTo(reached: Reached): number[] {
  const symbols: number[] = [];
  for (let at = reached; at.before; at = at.before) symbols.push(at.symbol);
  return symbols.reverse();
}
