// Draws the growth image from the stored figures of this version.
import { writeFileSync } from 'node:fs';
import { inRoot } from '../../../../../scripts/lib/paths.mjs';
import { say } from '../../../../../scripts/lib/progress.mjs';
import { figuresOf, thisVersion } from '../figures.mjs';
import { drawGrowth } from './curve.mjs';

const FILE = inRoot('docs', 'images', 'growth.svg');

const PANELS = [
  ['Time of a scan, seconds', ['first scan', 'further scan']],
  ['CPU time of a scan, seconds', ['first scan, CPU', 'further scan, CPU']],
  [
    'Memory of the backend and size of the database, MB',
    ['peak memory', 'database'],
  ],
  ['Rows', ['rows']],
  [
    'Calls of a first scan',
    ['first scan, AWS calls', 'first scan, Kubernetes calls'],
  ],
];

/** Draws all sizes with a complete scan, if there are at least 2. */
export function drawKeptGrowth() {
  const kept = figuresOf(thisVersion());
  const sizes = [
    ...new Set(
      Object.keys(kept).flatMap(
        what => /^growth (\d+): first scan$/.exec(what)?.[1] ?? [],
      ),
    ),
  ]
    .map(Number)
    .sort((a, b) => a - b);
  if (sizes.length < 2) return;
  const panels = PANELS.map(([title, names]) => ({
    title,
    series: names.map(name => ({
      name: name.replace(/^first scan, (?=\w+ calls)/, ''),
      values: sizes.map(size =>
        Math.max(1, kept[`growth ${size}: ${name}`].value),
      ),
    })),
  }));
  writeFileSync(FILE, drawGrowth({ sizes, panels }));
  say(`Wrote ${FILE}`);
}
