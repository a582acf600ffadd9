// Words that the language guide replaces: `git grep` names each place.
import { spawnSync } from 'node:child_process';
import { root } from '../lib/paths.mjs';

const WORDS = {
  'fix|fixes|resolved|fixing': 'fix, resolve',
  'heir|heirs': 'recorded owner',
  'access|indirectAccess': 'indirect access',
  whoever: 'anyone who, or name the role',
  '(give|gives|given|gave|giving) out': 'return, issue',
  '(take|takes|taken|took|taking) away': 'remove',
};

const { stdout, stderr, status } = spawnSync(
  'git',
  [
    ...[
      'grep',
      '--untracked',
      '-nwiE',
      Object.keys(WORDS).join('|'),
      '--',
      '.',
    ],
    ...[':!.yarn', ':!yarn.lock', ':!scripts/lint/words.mjs'],
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
);
if (status > 1) throw new Error(stderr);
process.stdout.write(stdout);
if (status === 0) {
  for (const [word, better] of Object.entries(WORDS)) {
    console.error(`Instead of "${word}": ${better}.`);
  }
  process.exitCode = 1;
}
