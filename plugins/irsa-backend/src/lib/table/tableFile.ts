import { Readable } from 'node:stream';
import { toCsv } from './csv';

/** The formats of exported tables. */
export type TableFormat = 'csv' | 'json';

/** Rows as the text of a file. `columns` are those of CSV, as paths into a row. */
export function tableFile(
  rows: Readable,
  format: TableFormat,
  columns: string[],
): Readable {
  return format === 'csv' ? toCsv(rows, columns) : Readable.from(toJson(rows));
}

async function* toJson(rows: Readable): AsyncGenerator<string> {
  let separator = '[';
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ',\n';
  }
  yield separator === '[' ? '[]\n' : ']\n';
}
