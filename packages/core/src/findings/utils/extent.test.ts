import { beyond } from './extent';

describe('beyond', () => {
  it.each<[string, string[], string[], string[]]>([
    ['the same', ['a', 'b'], ['b', 'a'], []],
    ['less', ['a'], ['a', 'b'], []],
    ['more', ['a', 'b', 'c'], ['b'], ['a', 'c']],
    ['something else', ['b'], ['a'], ['b']],
    ['a name that a pattern matches', ['ns shop'], ['ns *'], []],
    ['a pattern within a pattern', ['ns shop-*'], ['ns *', 'x'], []],
    ['a wider pattern', ['ns *'], ['ns shop-*', 'ns shop'], ['ns *']],
    ['a pattern in place of one character', ['ns a*'], ['ns a?'], ['ns a*']],
    ['another pattern', ['ns *-a'], ['ns a-*'], ['ns *-a']],
  ])('finds %s', (_, extent, earlier, expected) => {
    expect(beyond(extent, earlier)).toEqual(expected);
  });
});
