import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const REPORTS = resolve(__dirname, '../../../../test-results/reports');

/** Writes a table, starting with its heading, to `test-results/reports/<name>.md`, which CI keeps. */
export function writeReport(name: string, [head, ...rows]: string[][]): void {
  const lines = [head, head.map(() => '---'), ...rows].map(
    cells => `| ${cells.join(' | ')} |`,
  );
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, `${name}.md`), `${lines.join('\n')}\n`);
}
