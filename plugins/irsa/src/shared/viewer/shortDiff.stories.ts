import { lineDiff } from './lineDiff';
import { shortDiff } from './shortDiff';

const lines = (...names: (string | number)[]) => names.join('\n');
const shown = (before: string, after: string) =>
  shortDiff(lineDiff(before, after)).map(({ change, text }) => [change, text]);

describe('shortDiff', () => {
  it('keeps two lines around each change and marks the lines that are left out', () => {
    expect(
      shown(lines(1, 2, 3, 4, 5, 6, 7, 8), lines(1, 2, 3, 'x', 5, 6, 7, 8)),
    ).toEqual([
      ['gap', '…'],
      ['same', '2'],
      ['same', '3'],
      ['removed', '4'],
      ['added', 'x'],
      ['same', '5'],
      ['same', '6'],
      ['gap', '…'],
    ]);
  });

  it('leaves no lines out of a short document', () => {
    expect(shown(lines(1, 2, 3), lines(1, 3))).toEqual([
      ['same', '1'],
      ['removed', '2'],
      ['same', '3'],
    ]);
  });

  it('is a single gap when nothing changes', () => {
    expect(shown(lines(1, 2), lines(1, 2))).toEqual([['gap', '…']]);
  });
});
