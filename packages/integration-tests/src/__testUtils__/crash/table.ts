import { isDeepStrictEqual } from 'node:util';
import type { DrillResult, PointResult } from './drill';

const HEAD = [
  'operation',
  'write',
  'killed',
  'what the next run wrote',
  'same as undisturbed',
];

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;

function rowOf(name: string, result: DrillResult, point: PointResult) {
  const same =
    point.answer.status === result.answer.status &&
    isDeepStrictEqual(point.snapshot, result.snapshot);
  return row([
    name,
    `${point.write} ${point.operation}`,
    point.moment,
    point.doneAfter.join(', ') || 'nothing',
    same ? 'yes' : 'no',
  ]);
}

/** Returns the points of all drills as a Markdown table. */
export function tableOf(results: ReadonlyMap<string, DrillResult>): string {
  const rows = [...results].flatMap(([name, result]) =>
    result.points.map(point => rowOf(name, result, point)),
  );
  return `${[row(HEAD), row(HEAD.map(() => '---')), ...rows].join('\n')}\n`;
}
