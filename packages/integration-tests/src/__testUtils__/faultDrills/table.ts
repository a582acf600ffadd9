import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeReport } from '../report';

const EXPECTED = join(__dirname, 'expected.md');

/** What goes on while there is a fault. */
type During = 'reading' | 'writing' | 'scanning' | 'any of them';

/** One row of `expected.md`: what a drill found. */
export interface DrillRow {
  fault: string;
  during: During;
  /** What people see. */
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

/** Names that differ between two runs. */
const CHANGING: [RegExp, string][] = [
  // In a test, the errors of Node.js are none of the test's own realm.
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

/** Rows as the drills stand, and each by what goes on. */
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

/** The cells of all rows that are expected. */
function expectedCells(): string[][] {
  const [, , ...rows] = readFileSync(EXPECTED, 'utf8')
    .split('\n')
    .filter(text => text.startsWith('|'))
    .map(text => text.split(/(?<!\\)\|/).slice(1, -1))
    .map(cells => cells.map(cell => cell.trim()));
  return rows;
}

/** The rows that are expected of the same faults during the same, cell by cell, and what a run found in the same form, which is a report too. */
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
