import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * Converts rows to CSV according to RFC 4180, with a byte order mark for Excel. Columns are paths into a row. A value that a spreadsheet would take
 * for a formula, because it begins with `=`, `+`, `-`, `@`, a tab, or a carriage return, gets an apostrophe in front: names come from anyone with
 * permission to create a ServiceAccount.
 *
 * Source: OWASP, "CSV Injection".
 */
export function toCsv(rows: Readable, columns: string[]): Readable {
  const csv = stringify({
    header: true,
    bom: true,
    columns,
    escape_formulas: true,
    cast: {
      boolean: value => String(value),
      object: value =>
        Array.isArray(value) ? value.join(' ') : JSON.stringify(value),
    },
  });
  rows.on('error', error => csv.destroy(error));
  return rows.pipe(csv);
}

/** The formats of exported tables. */
export type TableFormat = 'csv' | 'json';

/** Converts rows to the text of a file. `columns` are the CSV columns, as paths into a row. */
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
