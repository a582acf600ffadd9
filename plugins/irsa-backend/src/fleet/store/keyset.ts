import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** One of the values by which rows are sorted. It is never null. */
export interface SortKey {
  /** An SQL expression without parameters. */
  sql: string;
  type: 'text' | 'number';
}

/** In which order, and which rows of it. */
export interface KeysetPage {
  /** The name of the order, which a cursor is bound to. */
  sort: string;
  descending: boolean;
  /** The last of them tells all rows apart. */
  keys: SortKey[];
  /** Absent for the first page. */
  cursor?: string;
  limit: number;
}

type Values = (string | number)[];

/**
 * One page of a query, by the values of the last row of the page before rather than by a count of rows: it costs the same at any depth, and rows that
 * come or go meanwhile make none of the others appear twice or never.
 *
 * @throws InputError - at once, when the cursor is not one that this order returned.
 */
export function readPage<Row extends object>(
  query: Knex.QueryBuilder,
  columns: (string | Knex.Raw)[],
  page: KeysetPage,
): Promise<{ rows: Row[]; nextCursor?: string }> {
  const { keys, descending, limit } = page;
  const direction = descending ? 'desc' : 'asc';
  const names = keys.map((_, index) => `sort_${index}`);
  query.select(
    ...columns,
    ...keys.map(({ sql }, index) =>
      query.client.raw(`${sql} as ${names[index]}`),
    ),
  );
  if (page.cursor !== undefined) {
    const values = decode(page.cursor, page);
    query.whereRaw(
      `(${keys.map(({ sql }) => sql).join(', ')}) ${
        descending ? '<' : '>'
      } (${keys.map(() => '?').join(', ')})`,
      values,
    );
  }
  query
    .orderByRaw(keys.map(({ sql }) => `${sql} ${direction}`).join(', '))
    .limit(limit + 1);
  return run(query, names, page);
}

async function run<Row extends object>(
  query: Knex.QueryBuilder,
  names: string[],
  page: KeysetPage,
): Promise<{ rows: Row[]; nextCursor?: string }> {
  const { keys, limit } = page;
  const found: Record<string, string | number>[] = await query;
  const last = found.length > limit ? found[limit - 1] : undefined;
  const rows = found.slice(0, limit) as Row[];
  return {
    rows,
    ...(last && {
      nextCursor: encode(
        page,
        // PostgreSQL gives counts as texts.
        keys.map(({ type }, index) =>
          type === 'number' ? Number(last[names[index]]) : last[names[index]],
        ),
      ),
    }),
  };
}

function encode({ sort, descending }: KeysetPage, values: Values): string {
  const order = descending ? 'desc' : 'asc';
  return Buffer.from(JSON.stringify([sort, order, ...values])).toString(
    'base64url',
  );
}

function decode(cursor: string, page: KeysetPage): Values {
  const parts = parse(cursor);
  const [sort, order, ...values] = Array.isArray(parts) ? parts : [];
  const fits =
    sort === page.sort &&
    order === (page.descending ? 'desc' : 'asc') &&
    values.length === page.keys.length &&
    page.keys.every(({ type }, index) => isOf(type, values[index]));
  if (!fits) {
    throw new InputError(
      'Invalid cursor. Use nextCursor of the previous page in the same order.',
    );
  }
  return values;
}

function isOf(type: SortKey['type'], value: unknown): boolean {
  return type === 'number'
    ? Number.isSafeInteger(value)
    : typeof value === 'string' && !value.includes('\0');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
