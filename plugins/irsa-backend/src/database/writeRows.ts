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

/** A value as databases take it: half of a surrogate pair, where a text was cut within one, is no UTF-8. */
function bound(value: unknown): Knex.RawBinding {
  return typeof value === 'string'
    ? value.toWellFormed()
    : ((value ?? null) as Knex.RawBinding);
}

/**
 * Inserts rows, which all have the columns of the first, by one statement that is written here: the builder of knex takes longer to compile a value than
 * the database to write it.
 */
export async function writeRows<T extends object>(
  knex: Knex,
  table: string,
  rows: readonly T[],
  conflict?: Conflict,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]) as (keyof T & string)[];
  const places = `(${columns.map(() => '?').join()})`;
  const insert = knex.raw(
    `insert into ?? (??) values ${rows.map(() => places).join()}`,
    [
      table,
      columns,
      ...rows.flatMap(row => columns.map(column => bound(row[column]))),
    ],
  );
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
