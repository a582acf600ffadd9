import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

/**
 * Rows as CSV by RFC 4180, with a byte order mark for Excel; columns are paths into a row. What a spreadsheet would take for a formula, which begins with
 * `=`, `+`, `-`, `@`, a tab or a carriage return, gets an apostrophe before it: names come from anyone who may make a ServiceAccount.
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
