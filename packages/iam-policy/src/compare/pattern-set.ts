import type { Token } from '../match/template';

/** The symbol for any single character. */
const ONE = -1;

/** The first symbol code for the values of policy variables. It is larger than every character code. */
export const FIRST_VARIABLE = 0x110000;

/** A pattern as a list of symbols: character codes, `ONE`, or codes of variables. */
export interface Pattern {
  symbols: number[];
  /** For each symbol, whether any text can precede it. The last item is for the end of the pattern. */
  gaps: boolean[];
}

/** Creates a pattern from tokens. `codeOf` returns the code of a variable; if it returns undefined, the variable matches any text. */
export function patternOf(
  tokens: Token[],
  codeOf: (variable: Token & { kind: 'variable' }) => number | undefined,
): Pattern {
  const symbols: number[] = [];
  const gaps = [false];
  const push = (symbol: number) => {
    symbols.push(symbol);
    gaps.push(false);
  };
  for (const token of tokens) {
    if (token.kind === 'text') {
      for (let at = 0; at < token.text.length; at++) {
        push(token.text.charCodeAt(at));
      }
    } else if (token.kind === 'one') push(ONE);
    else {
      const code = token.kind === 'variable' ? codeOf(token) : undefined;
      if (code === undefined) gaps[symbols.length] = true;
      else push(code);
    }
  }
  return { symbols, gaps };
}

/** The set of positions that a text has reached in the patterns of a set, with one bit for each position. */
export type Places = Int32Array;

/**
 * Patterns that are compared with a text simultaneously: one bit operation advances 32 positions. For any patterns, the time is proportional
 * to the length of the text times the total length of the patterns.
 */
export class PatternSet {
  /** The number of 32-bit words in a set of positions. */
  readonly words: number;
  /** The positions before the first character. */
  readonly start: Places;
  /** The positions at the ends of the patterns. */
  readonly ends: Places;
  /** The end positions that any text can follow. */
  readonly openEnds: Places;
  /** The distinct symbols that are not wildcards. */
  readonly alphabet: number[];
  readonly #firsts: number[];
  readonly #gaps: Places;
  readonly #one: Places;
  readonly #none: Places;
  readonly #bySymbol = new Map<number, Places>();

  constructor(patterns: Pattern[]) {
    this.#firsts = [];
    let bits = 0;
    for (const { symbols } of patterns) {
      this.#firsts.push(bits);
      bits += symbols.length + 1;
    }
    this.words = (bits + 31) >>> 5;
    const places = () => new Int32Array(this.words);
    this.start = places();
    this.ends = places();
    this.openEnds = places();
    this.#gaps = places();
    this.#one = places();
    this.#none = places();
    this.#firsts.push(bits);
    patterns.forEach((pattern, index) => this.#add(pattern, index));
    this.alphabet = [...this.#bySymbol.keys()];
    for (const [symbol, mask] of this.#bySymbol) {
      if (symbol >= FIRST_VARIABLE) continue;
      for (let at = 0; at < mask.length; at++) mask[at] |= this.#one[at];
    }
  }

  #add({ symbols, gaps }: Pattern, index: number): void {
    const first = this.#firsts[index];
    setBit(this.start, first);
    setBit(this.ends, first + symbols.length);
    if (gaps[symbols.length]) setBit(this.openEnds, first + symbols.length);
    gaps.forEach((gap, at) => gap && setBit(this.#gaps, first + at));
    symbols.forEach((symbol, at) => {
      if (symbol === ONE) return setBit(this.#one, first + at);
      const mask = this.#bySymbol.get(symbol) ?? new Int32Array(this.words);
      this.#bySymbol.set(symbol, mask);
      return setBit(mask, first + at);
    });
  }

  /** Returns the positions of the patterns with index `from` up to, but not including, `to`. */
  placesOf(from: number, to: number): Places {
    const places = new Int32Array(this.words);
    for (let bit = this.#firsts[from]; bit < this.#firsts[to]; bit++) {
      setBit(places, bit);
    }
    return places;
  }

  /** Advances the positions in `from` by one symbol, and writes the result to `to`. */
  step(from: Places, symbol: number, to: Places): void {
    const mask =
      this.#bySymbol.get(symbol) ??
      (symbol >= FIRST_VARIABLE ? this.#none : this.#one);
    let carry = 0;
    for (let at = 0; at < from.length; at++) {
      const moved = from[at] & mask[at];
      to[at] = (moved << 1) | carry | (from[at] & this.#gaps[at]);
      carry = moved >>> 31;
    }
  }

  /** Calls `call` for each pattern that matches the text that led to the positions. */
  eachMatch(places: Places, call: (pattern: number) => void): void {
    for (let at = 0; at < places.length; at++) {
      let found = places[at] & this.ends[at];
      while (found !== 0) {
        const bit = 31 - Math.clz32(found & -found);
        call(this.#patternAt(at * 32 + bit));
        found &= found - 1;
      }
    }
  }

  #patternAt(bit: number): number {
    let low = 0;
    let high = this.#firsts.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#firsts[middle] <= bit) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Checks whether two sets have a position in common. */
export function meets(a: Places, b: Places): boolean {
  for (let at = 0; at < a.length; at++) if ((a[at] & b[at]) !== 0) return true;
  return false;
}

function setBit(places: Places, bit: number): void {
  places[bit >>> 5] |= 1 << (bit & 31);
}
