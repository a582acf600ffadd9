import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../../..');
const DOCUMENT = join(ROOT, 'docs/fault-drills.md');
const RESULTS = join(ROOT, 'test-results');

/** What goes on while there is a fault. */
type During = 'reading' | 'writing' | 'scanning' | 'any of them';

/** One row of `docs/fault-drills.md`: what a drill found. */
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

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

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

/** The cells of all rows of the document. */
function documentedCells(): string[][] {
  const [, , ...rows] = readFileSync(DOCUMENT, 'utf8')
    .split('## The table')[1]
    .split('\n')
    .filter(text => text.startsWith('|'))
    .map(text => text.split(/(?<!\\)\|/).slice(1, -1))
    .map(cells => cells.map(cell => cell.trim()));
  return rows;
}

/** The rows of the document about the same faults and what goes on, cell by cell, and what a run found in the same form. It goes to `test-results` too. */
export function compareWithDocument(part: string, found: DrillRow[]) {
  const rows = found.map(cellsOf);
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(
    join(RESULTS, `fault-drills-${part}.md`),
    `${[HEAD, HEAD.map(() => '---'), ...rows].map(line).join('\n')}\n`,
  );
  const drilled = new Set(rows.map(([fault, during]) => `${fault} ${during}`));
  return {
    found: rows,
    documented: documentedCells().filter(([fault, during]) =>
      drilled.has(`${fault} ${during}`),
    ),
  };
}
