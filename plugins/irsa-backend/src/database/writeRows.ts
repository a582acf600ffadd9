import type { Knex } from 'knex';
import { yieldTurn } from '../lib/yieldTurn';

/** The handling of a row that exists already. */
interface Conflict {
  /** The columns that identify a row. */
  on: string[];
  /** The columns that get their new values. If empty, the row stays unchanged. */
  merge: string[];
  /** The columns that get other values, as SQL. */
  set?: Record<string, Knex.Raw>;
  /** The condition under which an existing row is changed, as SQL. */
  where?: Knex.Raw;
}

/** Returns a value that databases accept. Half of a surrogate pair, which remains if a text is cut within the pair, is not valid UTF-8. */
function bound(value: unknown): Knex.RawBinding {
  return typeof value === 'string'
    ? value.toWellFormed()
    : ((value ?? null) as Knex.RawBinding);
}

/**
 * Inserts rows, which must all have the columns of the first row. Writes the SQL statement itself, because knex's query builder takes longer to
 * compile a value than the database takes to write it.
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
  // On SQLite, writing blocks everything else.
  await yieldTurn();
}

function onConflict(
  knex: Knex,
  { on, merge, set = {}, where }: Conflict,
): Knex.Raw {
  if (merge.length === 0) {
    return knex.raw('on conflict (??) do nothing', [on]);
  }
  const values = [
    ...merge.map(column => [column, knex.raw('excluded.??', [column])]),
    ...Object.entries(set),
  ];
  return knex.raw(
    `on conflict (??) do update set ${values.map(() => '?? = ?').join()} ${
      where ? 'where ?' : ''
    }`,
    [on, ...values.flat(), ...(where ? [where] : [])],
  );
}
