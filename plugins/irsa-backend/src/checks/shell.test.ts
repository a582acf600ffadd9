import { execFileSync } from 'node:child_process';
import { command, shellQuote } from './shell';

describe('a shell command', () => {
  it.each([
    ['plain', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a'],
    ['nothing', '', "''"],
    ['spaces', 'a b', "'a b'"],
    ['a quote', "it's", "'it'\\''s'"],
    ['a line break', 'a\nb', "$'a\\u000ab'"],
    [
      'keys that end a line',
      "\u0003\nrm 'x' \\",
      "$'\\u0003\\u000arm \\'x\\' \\\\'",
    ],
  ])('quotes %s', (_, text, quoted) => {
    expect(shellQuote(text)).toBe(quoted);
  });

  it.each(['it\'s $HOME `x` \\ "y"', "\t'\u001b[201~\n\\n$x", '\u0085é'])(
    'is read again by bash as it was: %j',
    text => {
      const said = execFileSync('bash', ['-c', command('printf', '%s', text)], {
        env: { LC_ALL: 'C.UTF-8' },
      });
      expect(said.toString('utf8')).toBe(text);
    },
  );
});
