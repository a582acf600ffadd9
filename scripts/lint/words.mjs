// Finds words that the language guide replaces, by `git grep`. One letter of each word is in brackets, so that the list does not match itself.
import { spawnSync } from 'node:child_process';
import { root } from '../lib/paths.mjs';

const WORDS = {
  'me[n]d(s|ed|ing)?': 'fix, resolve',
  'hei[r]s?': 'recorded owner',
  'becom[e]rs?': 'indirect access',
  'whoev[e]r': 'anyone who, or name the role',
  '(give|gives|given|gave|giving) [o]ut': 'return, issue',
  'power [f]irst': 'access first, permissions last',
  "nobody'[s] news": 'not notified',
  'held [a]gainst': 'compared with, checked against',
  'nothing of it is [c]hanged': 'it was not changed',
  '(take|takes|taken|took|taking)( [a-z`’]+){0,4} [a]way': 'remove',
};

const { stdout, stderr, status } = spawnSync(
  'git',
  [
    ...['grep', '--untracked', '-nwiE', Object.keys(WORDS).join('|')],
    ...['--', '.', ':!.yarn', ':!yarn.lock'],
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
);
if (status > 1) throw new Error(stderr);
process.stdout.write(stdout);
if (status === 0) {
  for (const [word, better] of Object.entries(WORDS)) {
    console.error(`Replace ${word.replaceAll(/[[\]]/g, '')} with: ${better}.`);
  }
  process.exitCode = 1;
}
