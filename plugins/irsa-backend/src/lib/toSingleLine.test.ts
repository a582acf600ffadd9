import { toSingleLine } from './toSingleLine';

describe('an external text', () => {
  it.each([
    ['stays as it is', 'AccessDenied: no', 'AccessDenied: no'],
    ['fakes no line of a log', 'a\r\n2026 info: ok', 'a 2026 info: ok'],
    ['paints no terminal', 'a\u001b[31mred\u0000', 'a [31mred'],
    ['turns no direction', 'role\u202Eeman\u2066', 'role eman'],
    ['is cut', 'x'.repeat(100_000), `${'x'.repeat(999)}…`],
  ])('%s', (_, text, line) => {
    expect(toSingleLine(text)).toBe(line);
  });
});
