import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { command, shellQuote } from './shell';

/** Returns the arguments that bash passes to a command. The command prints each one, followed by NUL. */
function argumentsOf(line: string): string[] {
  const script = `show() { for each in "$@"; do printf '%s\\0' "$each"; done; }; ${line}`;
  const printed = execFileSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  });
  return printed.split('\0').slice(0, -1);
}

describe('a command to copy', () => {
  it.each([
    [
      'nothing in a plain ARN',
      'arn:aws:iam::1:role/a',
      'arn:aws:iam::1:role/a',
    ],
    ['an empty text', '', "''"],
    ['spaces', 'a b', "'a b'"],
    ['a quote', "it's", "'it'\\''s'"],
    ['a line break', 'a\nb', "$'a\\u000ab'"],
    [
      'control characters and a trailing backslash',
      "\u0003\nrm 'x' \\",
      "$'\\u0003\\u000arm \\'x\\' \\\\'",
    ],
  ])('quotes %s', (_, text, quoted) => {
    expect(shellQuote(text)).toBe(quoted);
  });

  it.each([
    '$(touch /tmp/owned)',
    '`id`',
    "'; id; '",
    'a\nid',
    "\t'\u001b[201~\n\\n$x",
    '\u0085é',
    '"$HOME"',
    '*',
    '!!',
    '\\',
    '',
  ])('passes %j as one argument, and executes no part of it', text => {
    expect(argumentsOf(command('show', 'first', text))).toEqual([
      'first',
      text,
    ]);
  });

  it('passes any text as one argument', () => {
    const text = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), texts => {
        expect(argumentsOf(command('show', ...texts))).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});
