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
    ['a part with one limit more', ['a on *\nx\ny'], ['a on *\ny'], []],
    ['a smaller part with limits', ['a on b\nx'], ['a on *\nx'], []],
    ['one limit less', ['a\nx'], ['a\nx\ny'], ['a\nx']],
    ['another limit', ['a\nx*'], ['a\n*'], ['a\nx*']],
    ['no limit', ['a on *'], ['a on *\nx'], ['a on *']],
    ['another pattern', ['ns *-a'], ['ns a-*'], ['ns *-a']],
  ])('finds %s', (_, extent, earlier, expected) => {
    expect(beyond(extent, earlier)).toEqual(expected);
  });
});
