import { toSingleLine } from './toSingleLine';

describe('an external text', () => {
  it.each([
    [
      'is unchanged if it is a single line',
      'AccessDenied: no',
      'AccessDenied: no',
    ],
    ['cannot add a line to a log', 'a\r\n2026 info: ok', 'a 2026 info: ok'],
    [
      'cannot send control characters to a terminal',
      'a\u001b[31mred\u0000',
      'a [31mred',
    ],
    ['cannot change the text direction', 'role\u202Eeman\u2066', 'role eman'],
    ['is cut to 1000 characters', 'x'.repeat(100_000), `${'x'.repeat(999)}…`],
  ])('%s', (_, text, line) => {
    expect(toSingleLine(text)).toBe(line);
  });
});
