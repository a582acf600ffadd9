import type { Token } from '../match/template';

/** Stands for any one character. */
const ONE = -1;

/** Codes from here on stand for values of policy variables, which no character is. */
export const FIRST_VARIABLE = 0x110000;

/** A pattern as symbols: codes of characters, `ONE`, or codes of variables. */
export interface Pattern {
  symbols: number[];
  /** Whether any text may stand before each symbol and, last, at the end. */
  gaps: boolean[];
}

/** A pattern of tokens. `codeOf` numbers the variables; where it gives none, a variable is any text. */
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

/** Which places of the patterns of a set a text has reached: one bit a place. */
export type Places = Int32Array;

/**
 * Patterns that are compared with a text all at once, one bit operation for 32 of their symbols. Takes time in proportion to the length of
 * the text times that of the patterns, whatever they are.
 */
export class PatternSet {
  /** Of the places, in words of 32 bits. */
  readonly words: number;
  /** Before the first character. */
  readonly start: Places;
  /** The ends of the patterns. */
  readonly ends: Places;
  /** The ends after which any text may follow. */
  readonly openEnds: Places;
  /** Every symbol that is no wildcard, once. */
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

  /** The bits of some patterns of the set. */
  placesOf(from: number, to: number): Places {
    const places = new Int32Array(this.words);
    for (let bit = this.#firsts[from]; bit < this.#firsts[to]; bit++) {
      setBit(places, bit);
    }
    return places;
  }

  /** Writes to `to` where one more character leads. */
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

  /** Calls for each pattern that a text matches which led to the places. */
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

/** Whether they have a bit in common. */
export function meets(a: Places, b: Places): boolean {
  for (let at = 0; at < a.length; at++) if ((a[at] & b[at]) !== 0) return true;
  return false;
}

function setBit(places: Places, bit: number): void {
  places[bit >>> 5] |= 1 << (bit & 31);
}
