/** The number of sample names of each shape. */
export const SAMPLES = 64;

const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

/** Generates the same pseudorandom characters in each run. As the first and last character of a text, all characters are equally frequent. */
class Characters {
  #state = 1;

  #next(): number {
    this.#state = (Math.imul(this.#state, 1103515245) + 12345) >>> 0;
    return this.#state >>> 16;
  }

  of(alphabet: string, length: number, index = this.#next()): string {
    return Array.from({ length }, (_, at) => {
      const isEnd = at === 0 || at === length - 1;
      return alphabet[(isEnd ? index : this.#next()) % alphabet.length];
    }).join('');
  }
}

type Shape = (some: Characters, index: number) => string;

const word: Shape = (some, index) => some.of(LETTERS + DIGITS, 6, index);
const joined =
  (separator: string): Shape =>
  (some, index) =>
    [word(some, index), word(some, index + 7)].join(separator);

/** The typical shapes of AWS names: identifiers that AWS generates, and names that users choose. */
const SHAPES: Shape[] = [
  (some, index) =>
    [8, 4, 4, 4, 12]
      .map((length, at) => some.of(HEX, length, at % 4 ? undefined : index))
      .join('-'),
  (some, index) => `mrk-${some.of(HEX, 32, index)}`,
  (some, index) => `${some.of(LETTERS, 1, index)}-${some.of(HEX, 17, index)}`,
  (some, index) => some.of(HEX, 20, index),
  (some, index) => some.of(DIGITS, 12, index),
  (some, index) => some.of(LETTERS + DIGITS, 12, index),
  (some, index) => some.of(LETTERS.toUpperCase() + DIGITS, 12, index),
  joined('-'),
  joined('_'),
  joined('.'),
  joined('/'),
  (some, index) => `${joined('/')(some, index)}-${word(some, index)}`,
];

/** Sample names of each shape, the same in each run. */
export const sampleNames: readonly string[][] = SHAPES.map(shape => {
  const some = new Characters();
  return Array.from({ length: SAMPLES }, (_, index) => shape(some, index));
});
