import type { Knex } from 'knex';

/** The maximum number of operands of one `or`: SQLite rejects expressions that are nested deeper than 1000 levels. */
const CHUNK = 100;

function isPostgres(query: Knex.QueryBuilder): boolean {
  return query.client.config.client === 'pg';
}

/** Requires that at least one value meets the condition that `where` adds. Without values, no row matches. */
export function whereAny<T>(
  query: Knex.QueryBuilder,
  values: T[],
  where: (group: Knex.QueryBuilder, value: T) => void,
): void {
  if (values.length > CHUNK) {
    const chunks = Array.from(
      { length: Math.ceil(values.length / CHUNK) },
      (_, index) => values.slice(index * CHUNK, (index + 1) * CHUNK),
    );
    whereAny(query, chunks, (group, chunk) => whereAny(group, chunk, where));
    return;
  }
  query.where(group => {
    group.whereRaw('1 = 0');
    for (const value of values) group.orWhere(each => where(each, value));
  });
}

/** Requires that the column has one of the values. Passes all values as one parameter, however many there are. */
export function whereOneOf(
  query: Knex.QueryBuilder,
  column: string | Knex.Raw,
  values: string[],
): void {
  query.whereRaw('?? is not null', [column]);
  if (isPostgres(query)) {
    // PostgreSQL knows the number of values in an array. For a subquery it guessed, and compared each row of a table with each value.
    query.whereRaw('?? = any(?::text[])', [column, values]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}

/** Selects and locks only rows that nobody else is writing: without waiting for rows, there is no deadlock. SQLite has one writer at a time. */
export function lockUnlocked(query: Knex.QueryBuilder): void {
  if (isPostgres(query)) query.forUpdate().skipLocked();
}

/** Requires that a column of several names, as `toList` writes it, contains the name. */
export function whereListed(
  query: Knex.QueryBuilder,
  column: string,
  name: string,
): void {
  query.whereRaw(isPostgres(query) ? 'strpos(??, ?) > 0' : 'instr(??, ?) > 0', [
    column,
    `|${name}|`,
  ]);
}

/** Requires that the column matches the pattern, in which `*` stands for any text. Case-sensitive. */
export function whereGlob(
  query: Knex.QueryBuilder,
  column: string,
  pattern: string,
): void {
  if (isPostgres(query)) {
    const like = escapeLike(pattern).replace(/\*+/g, '%');
    query.whereRaw(`?? like ? escape '\\'`, [column, like]);
  } else {
    const glob = pattern.replace(/[?[]/g, '[$&]').replace(/\*+/g, '*');
    query.whereRaw('?? glob ?', [column, glob]);
  }
}

/** Requires that the expression contains the text. Case-insensitive. */
export function whereContains(
  query: Knex.QueryBuilder,
  expression: string,
  part: string,
): void {
  const like = isPostgres(query) ? 'ilike' : 'like';
  query.whereRaw(`${expression} ${like} ? escape '\\'`, [
    `%${escapeLike(part)}%`,
  ]);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
