// The figures of each release, and what got worse since. Machines differ, so that times are compared as multiples of what the frozen baseline takes in the
// same run.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';

const FOLDER = inRoot('packages', 'perf', 'figures');

/** By so many times a figure has to be larger before it is called worse: times vary from run to run, counts do not. */
const WORSE = { s: 1.25, ms: 1.5, MB: 1.15, calls: 1.02, rows: 1.02 };
const TIMES = ['s', 'ms'];

const fileOf = version => path.join(FOLDER, `${version}.json`);

/** The version that this checkout becomes. */
export function thisVersion() {
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return version;
}

/** The figures that are kept of a version; undefined of one of which there are none. */
export function figuresOf(version) {
  const file = fileOf(version);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** The newest version with figures, this one included. */
function lastVersion() {
  const versions = existsSync(FOLDER)
    ? readdirSync(FOLDER).map(file => path.basename(file, '.json'))
    : [];
  const byNumbers = (a, b) => a.localeCompare(b, 'en', { numeric: true });
  return versions.sort(byNumbers).at(-1);
}

/** The figures of a scan, under a name. */
export function scanFigures(name, { seconds, cpuSeconds, aws, kubernetes }) {
  return {
    [name]: { value: seconds, unit: 's' },
    [`${name}, CPU`]: { value: cpuSeconds, unit: 's' },
    [`${name}, AWS calls`]: { value: aws, unit: 'calls' },
    [`${name}, Kubernetes calls`]: { value: kubernetes, unit: 'calls' },
  };
}

/** The figures of the rows of an API that have a goal. */
export function apiFigures(name, rows) {
  return Object.fromEntries(
    rows
      .filter(row => row['goal of p95'] !== '')
      .map(row => [
        `${name}: p95, ${row.what.trim()}`,
        { value: row['p95 ms'], unit: 'ms' },
      ]),
  );
}

/**
 * Keeps figures as those of this version, over what was kept of it.
 * @param {{ baselineMs: number | undefined, figures: Record<string, { value: number, unit: string }> }} run
 */
export function keepFigures({ baselineMs, figures }) {
  const version = thisVersion();
  const kept = figuresOf(version);
  // Parts may be measured in runs of their own: each figure has the baseline of its run.
  const added = Object.entries(figures).map(([what, { value, unit }]) => [
    what,
    { value: Number(value.toPrecision(4)), unit, baselineMs },
  ]);
  mkdirSync(FOLDER, { recursive: true });
  const whole = { ...kept, ...Object.fromEntries(added) };
  writeFileSync(fileOf(version), `${JSON.stringify(whole, null, 2)}\n`);
  say(`Kept ${added.length} figures in ${fileOf(version)}`);
}

/** How many times larger a figure is than the one that is kept; undefined where they cannot be compared. */
function timesLarger({ value, unit, baselineMs }, kept) {
  if (kept === undefined || kept.value === 0) return undefined;
  if (!TIMES.includes(unit)) return value / kept.value;
  if (!baselineMs || !kept.baselineMs) return undefined;
  return value / baselineMs / (kept.value / kept.baselineMs);
}

/** Prints which figures of a run are worse than those of the last release. */
export function compareFigures({ baselineMs, figures }) {
  const version = lastVersion();
  if (version === undefined) return say('No figures are kept yet: --keep.');
  const kept = figuresOf(version);
  const rows = Object.entries(figures).flatMap(([what, { value, unit }]) => {
    const times = timesLarger({ value, unit, baselineMs }, kept[what]);
    if (times === undefined || times <= WORSE[unit]) return [];
    const was = kept[what].value;
    return [{ what, unit, was, is: value, 'times larger': times.toFixed(2) }];
  });
  const compared = Object.keys(figures).filter(what => kept[what]).length;
  say(
    `${rows.length} of ${compared} figures are worse than those of ${version}`,
  );
  if (rows.length > 0) console.table(rows);
  return undefined;
}
