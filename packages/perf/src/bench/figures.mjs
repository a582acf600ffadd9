// Stores the figures of each release, and finds the figures that are worse than in the last one. Machines differ. So times are compared as
// multiples of the time that the baseline takes in the same run.
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

/** The factor by which a figure must be larger to count as worse, by unit. Times vary from run to run; counts do not. */
const WORSE = { s: 1.25, ms: 1.5, MB: 1.15, calls: 1.02, rows: 1.02 };
const TIMES = ['s', 'ms'];

const fileOf = version => path.join(FOLDER, `${version}.json`);

const PARTS = ['major', 'minor', 'patch'];

/** Returns the version of the backend in its next release, for which this checkout is a candidate: its changesets say which part increases. */
export function thisVersion() {
  const { name, version } = JSON.parse(
    readFileSync(inRoot('plugins', 'irsa-backend', 'package.json'), 'utf8'),
  );
  const changesets = readdirSync(inRoot('.changeset'))
    .filter(file => file.endsWith('.md'))
    .map(file => readFileSync(inRoot('.changeset', file), 'utf8'));
  if (changesets.length === 0) return version;
  const named = PARTS.findIndex(part =>
    changesets.some(text =>
      new RegExp(`^['"]${name}['"]: ${part}$`, 'm').test(text),
    ),
  );
  // The backend depends on the other packages, so a release of any of them increases at least its patch version.
  const increased = named < 0 ? PARTS.indexOf('patch') : named;
  const numbers = version.split('.').map(Number);
  const increase = (number, at) => (at === increased ? number + 1 : 0);
  return numbers
    .map((number, at) => (at < increased ? number : increase(number, at)))
    .join('.');
}

/** Returns the stored figures of a version. Undefined if there are none. */
export function figuresOf(version) {
  const file = fileOf(version);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Returns the newest version with figures, which can be this version. */
function lastVersion() {
  const versions = existsSync(FOLDER)
    ? readdirSync(FOLDER).map(file => path.basename(file, '.json'))
    : [];
  const byNumbers = (a, b) => a.localeCompare(b, 'en', { numeric: true });
  return versions.sort(byNumbers).at(-1);
}

/** Returns the figures of a scan with a name. */
export function scanFigures(name, { seconds, cpuSeconds, aws, kubernetes }) {
  return {
    [name]: { value: seconds, unit: 's' },
    [`${name}, CPU`]: { value: cpuSeconds, unit: 's' },
    [`${name}, AWS calls`]: { value: aws, unit: 'calls' },
    [`${name}, Kubernetes calls`]: { value: kubernetes, unit: 'calls' },
  };
}

/** Returns the figures of the API rows that have a goal. */
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
 * Stores figures for this version, and overwrites its older figures of the same name.
 * @param {{ baselineMs: number | undefined, figures: Record<string, { value: number, unit: string }> }} run
 */
export function keepFigures({ baselineMs, figures }) {
  const version = thisVersion();
  const kept = figuresOf(version);
  // Parts can be measured in separate runs. So each figure has the baseline of its own run.
  const added = Object.entries(figures).map(([what, { value, unit }]) => [
    what,
    { value: Number(value.toPrecision(4)), unit, baselineMs },
  ]);
  mkdirSync(FOLDER, { recursive: true });
  const whole = { ...kept, ...Object.fromEntries(added) };
  writeFileSync(fileOf(version), `${JSON.stringify(whole, null, 2)}\n`);
  say(`Stored ${added.length} figures in ${fileOf(version)}`);
}

/** Returns the ratio of a figure to the stored one. Undefined if they cannot be compared. */
function timesLarger({ value, unit, baselineMs }, kept) {
  if (kept === undefined || kept.value === 0) return undefined;
  if (!TIMES.includes(unit)) return value / kept.value;
  if (!baselineMs || !kept.baselineMs) return undefined;
  return value / baselineMs / (kept.value / kept.baselineMs);
}

/** Prints the figures of a run that are worse than in the last version with figures. */
export function compareFigures({ baselineMs, figures }) {
  const version = lastVersion();
  if (version === undefined)
    return say('No figures are stored yet. Run with --keep to store them.');
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
