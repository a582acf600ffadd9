import type { Knex } from 'knex';
import { yieldTurn } from '../lib/yieldTurn';

/** What becomes of a row that is there already. */
interface Conflict {
  /** The columns by which it is the same row. */
  on: string[];
  /** The columns that take their new values; without any it stays as it is. */
  merge: string[];
  /** Columns that take other values. */
  set?: Record<string, Knex.Raw>;
}

/** Rows as JSON. Where a text was cut within a surrogate pair, JSON escapes what is left of the pair, and PostgreSQL takes no such escape. */
function toJson(rows: readonly object[]): string {
  const json = JSON.stringify(rows);
  return json.includes('\\ud')
    ? JSON.stringify(rows, (_, value) =>
        typeof value === 'string' ? value.toWellFormed() : value,
      )
    : json;
}

/**
 * Inserts rows, which all have the columns of the first, as one parameter: it takes longer to bind a parameter for each value than to write it.
 * Sources: "JSON Functions And Operators", SQLite documentation; "JSON Functions and Operators", PostgreSQL documentation.
 */
export async function writeRows(
  knex: Knex,
  table: string,
  rows: readonly object[],
  conflict?: Conflict,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]);
  const json = toJson(rows);
  const source =
    knex.client.config.client === 'pg'
      ? knex.raw('?? from json_populate_recordset(null::??, ?::json)', [
          columns,
          table,
          json,
        ])
      : // Without a condition SQLite takes "on conflict" for a part of a join.
        knex.raw(
          `${columns
            .map(() => 'value ->> ?')
            .join()} from json_each(?) where true`,
          [...columns, json],
        );
  const insert = knex.raw('insert into ?? (??) select ?', [
    table,
    columns,
    source,
  ]);
  await (conflict
    ? knex.raw('? ?', [insert, onConflict(knex, conflict)])
    : insert);
  // SQLite writes while everybody else waits.
  await yieldTurn();
}

function onConflict(knex: Knex, { on, merge, set = {} }: Conflict): Knex.Raw {
  if (merge.length === 0) {
    return knex.raw('on conflict (??) do nothing', [on]);
  }
  const values = [
    ...merge.map(column => [column, knex.raw('excluded.??', [column])]),
    ...Object.entries(set),
  ];
  return knex.raw(
    `on conflict (??) do update set ${values.map(() => '?? = ?').join()}`,
    [on, ...values.flat()],
  );
}
