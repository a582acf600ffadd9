import type { Knex } from 'knex';

/** The operands of one `or`: SQLite refuses expressions that are nested deeper than a thousand. */
const CHUNK = 100;

function isPostgres(query: Knex.QueryBuilder): boolean {
  return query.client.config.client === 'pg';
}

/** Adds that one of the values fulfils what `where` adds; nothing does when there are none. */
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

/** Adds that the column has one of the values, however many there are, as one parameter. */
export function whereOneOf(
  query: Knex.QueryBuilder,
  column: string | Knex.Raw,
  values: string[],
): void {
  query.whereRaw('?? is not null', [column]);
  if (isPostgres(query)) {
    // Of an array PostgreSQL knows how many values it has. Of a subquery it guesses, and compared each row of a table with each of them.
    query.whereRaw('?? = any(?::text[])', [column, values]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}

/** Leaves the rows that nobody else is writing, and keeps others from writing them: who waits for no row is in no deadlock. On SQLite one writes at a time. */
export function lockUnlocked(query: Knex.QueryBuilder): void {
  if (isPostgres(query)) query.forUpdate().skipLocked();
}

/** Adds that a column of several names, as `toList` writes it, has the name. */
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

/** Adds that the text of the column fits the pattern, in which `*` stands for any text. Case counts. */
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

/** Adds that the text of the expression has the part in it, without regard to case. */
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
