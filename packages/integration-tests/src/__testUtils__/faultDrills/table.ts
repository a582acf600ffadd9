import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../report';

const EXPECTED = join(__dirname, 'expected.md');

/** The phase during which a fault occurs. */
type During = 'reading' | 'writing' | 'scanning' | 'any of them';

/** One row of `expected.md`: the result of a drill. */
export interface DrillRow {
  fault: string;
  during: During;
  /** What users see. */
  sees: string;
  stored: string;
  recovers: string;
}

const HEAD = [
  'fault',
  'while',
  'what people see',
  'what is stored',
  'how it recovers',
];

/** Values that differ between runs, with their replacements. */
const CHANGING: [RegExp, string][] = [
  // In a test, Node.js errors belong to another realm.
  [/AWS SDK error wrapper for Error: /g, ''],
  [/\b127\.0\.0\.1:\d+/g, '<address>'],
  [/\bdrill-\d+(-[0-9a-f]{10})?\b/g, 'orders'],
  [/\|/g, '\\|'],
];

function cellsOf(row: DrillRow): string[] {
  const { fault, during, sees, stored, recovers } = row;
  return [fault, during, sees, stored, recovers].map(cell =>
    CHANGING.reduce((text, [from, to]) => text.replace(from, to), cell),
  );
}

/** Sorts rows by the order of the drills, then by phase. */
export function inOrder(
  drills: { fault: string }[],
  rows: DrillRow[],
): DrillRow[] {
  const order: During[] = ['reading', 'writing', 'scanning'];
  return drills.flatMap(({ fault }) =>
    order.flatMap(during =>
      rows.filter(row => row.fault === fault && row.during === during),
    ),
  );
}

/** Returns the cells of all expected rows. */
function expectedCells(): string[][] {
  const [, , ...rows] = readFileSync(EXPECTED, 'utf8')
    .split('\n')
    .filter(text => text.startsWith('|'))
    .map(text => text.split(/(?<!\\)\|/).slice(1, -1))
    .map(cells => cells.map(cell => cell.trim()));
  return rows;
}

/** Returns the expected rows for the same faults and phases, and the rows of a run in the same form. Also writes the latter as a report. */
export function compareWithExpected(part: string, found: DrillRow[]) {
  const rows = found.map(cellsOf);
  writeReport(`fault-drills-${part}`, [HEAD, ...rows]);
  const drilled = new Set(rows.map(([fault, during]) => `${fault} ${during}`));
  return {
    found: rows,
    expected: expectedCells().filter(([fault, during]) =>
      drilled.has(`${fault} ${during}`),
    ),
  };
}
