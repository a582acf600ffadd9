import { remember } from './certificates';

describe('remember', () => {
  it('computes once per key, and evicts the least recently used result', () => {
    const computed: string[] = [];
    const length = remember(
      (text: string) => {
        computed.push(text);
        return text.length;
      },
      { keyOf: text => text, limit: 2 },
    );
    expect(['a', 'bb', 'a', 'ccc', 'a', 'bb'].map(length)).toEqual([
      1, 2, 1, 3, 1, 2,
    ]);
    expect(computed).toEqual(['a', 'bb', 'ccc', 'bb']);
  });

  it('remembers an undefined result', () => {
    let count = 0;
    const nothing = remember(
      () => {
        count += 1;
      },
      { keyOf: () => 'same', limit: 1 },
    );
    nothing(undefined);
    nothing(undefined);
    expect(count).toBe(1);
  });
});
