import fc from 'fast-check';
import { page } from './page';

/** Returns all pages of a list by following the markers. */
function pages(items: string[], limit: number): string[][] {
  const all: string[][] = [];
  let marker: string | undefined;
  do {
    const shown = page(items, { key: item => item, marker, limit });
    all.push(shown.items);
    marker = shown.marker;
  } while (marker !== undefined);
  return all;
}

describe('page', () => {
  it('returns every item once, sorted by key, in pages that are full except the last', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string()),
        fc.integer({ min: 1, max: 7 }),
        (items, limit) => {
          const all = pages(items, limit);
          expect(all.flat()).toEqual(
            [...items].sort((a, b) => (a < b ? -1 : 1)),
          );
          all.slice(0, -1).forEach(shown => {
            expect(shown).toHaveLength(limit);
          });
        },
      ),
    );
  });

  it('rejects a marker that it did not issue', () => {
    expect(() =>
      page(['a'], { key: item => item, marker: 'x', limit: 1 }),
    ).toThrow('Invalid Marker.');
  });
});
