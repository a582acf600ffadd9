import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { command } from './shell';

/** What a shell makes of a command line, which prints its arguments, each with a NUL behind it. */
function argumentsOf(line: string): string[] {
  const script = `show() { for each in "$@"; do printf '%s\\0' "$each"; done; }; ${line}`;
  const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

describe('a command that people copy', () => {
  it.each([
    '$(touch /tmp/owned)',
    '`id`',
    "'; id; '",
    'a\nid',
    '"$HOME"',
    '*',
    '!!',
    '\\',
    '',
  ])('takes %j for one argument, and runs nothing of it', text => {
    expect(argumentsOf(command('show', 'first', text))).toEqual([
      'first',
      text,
    ]);
  });

  it('takes any text for one argument', () => {
    const text = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.array(text, { minLength: 20, maxLength: 40 }), texts => {
        expect(argumentsOf(command('show', ...texts))).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});
