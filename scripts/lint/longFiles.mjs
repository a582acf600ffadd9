// Files of more than 300 lines are the ones that CONTRIBUTING.md gives a reason for, no more and no less.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot, root } from '../lib/paths.mjs';
import { run, say, Stop } from '../lib/progress.mjs';

const MOST = 300;
const PAGE = 'CONTRIBUTING.md';
const HEADING = '## Files of more than 300 lines';

/** What somebody wrote here: what is committed, or about to be. */
function sources() {
  const { stdout, status } = spawnSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Stop('This is no checkout of Git.');
  return stdout
    .split('\0')
    .filter(file => /\.(ts|tsx|js|mjs|cjs)$/.test(file))
    .filter(file => !file.startsWith('.yarn/'));
}

function linesOf(file) {
  try {
    return readFileSync(inRoot(file), 'utf8').split('\n').length - 1;
  } catch {
    // Git still lists what was just removed.
    return 0;
  }
}

/** The files that the page names between back ticks under its heading. */
function listed() {
  const page = readFileSync(inRoot(PAGE), 'utf8');
  const [, section] = page.split(`${HEADING}\n`);
  if (section === undefined) throw new Stop(`${PAGE} has no "${HEADING}".`);
  const [text] = section.split('\n## ');
  return [...text.matchAll(/`([^`\s]+\.[a-z]+)`/g)].map(([, file]) => file);
}

await run(async () => {
  const long = new Set(sources().filter(file => linesOf(file) > MOST));
  const known = new Set(listed());
  const faults = [
    ...[...long]
      .filter(file => !known.has(file))
      .map(
        file =>
          `${file} has more than ${MOST} lines: split it, or say in ${PAGE} why not.`,
      ),
    ...[...known]
      .filter(file => !long.has(file))
      .map(
        file =>
          `${file} has no more than ${MOST} lines: take it off the list in ${PAGE}.`,
      ),
  ];
  if (faults.length > 0) throw new Stop(faults.join('\n'));
  say(`${long.size} files of more than ${MOST} lines, each with its reason`);
});
