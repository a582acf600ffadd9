import fc from 'fast-check';
import { lineDiff } from './lineDiff';

const text = (lines: { text: string }[]) =>
  lines.map(line => line.text).join('\n');

describe('lineDiff', () => {
  it('lists a removed line before the added line', () => {
    expect(lineDiff('a\nb\nd', 'a\nc\nd')).toEqual([
      { change: 'same', text: 'a' },
      { change: 'removed', text: 'b' },
      { change: 'added', text: 'c' },
      { change: 'same', text: 'd' },
    ]);
  });

  it('formats JSON in the same way first, so that only content differs', () => {
    const lines = lineDiff('{"a":1,"b":2}', '{ "a": 1,\n"b": 3 }');
    expect(lines.filter(({ change }) => change !== 'same')).toEqual([
      { change: 'removed', text: '  "b": 2' },
      { change: 'added', text: '  "b": 3' },
    ]);
  });

  it('contains both complete documents, and reports no change when they are equal', () => {
    const document = fc
      .array(fc.constantFrom('a', 'b', 'c', '{'), { minLength: 1 })
      .map(lines => ['x', ...lines].join('\n'));
    fc.assert(
      fc.property(document, document, (before, after) => {
        const lines = lineDiff(before, after);
        expect(text(lines.filter(l => l.change !== 'added'))).toBe(before);
        expect(text(lines.filter(l => l.change !== 'removed'))).toBe(after);
        const same = lineDiff(before, before);
        expect(same.every(({ change }) => change === 'same')).toBe(true);
      }),
    );
  });
});
