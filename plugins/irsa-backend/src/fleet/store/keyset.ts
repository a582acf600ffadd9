import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** One of the values by which rows are sorted. The value is never null. */
export interface SortKey {
  /** An SQL expression without parameters. */
  sql: string;
  type: 'text' | 'number';
}

/** The order, position, and size of a page. */
export interface KeysetPage {
  /** The name of the order. A cursor is valid only for the order that returned it. */
  sort: string;
  descending: boolean;
  /** The sort keys. The last key is unique for each row. */
  keys: SortKey[];
  /** Absent for the first page. */
  cursor?: string;
  limit: number;
}

type Values = (string | number)[];

/**
 * Reads one page of a query. It starts after the values of the previous page's last row, not at a row number. The cost is the same at any depth, and
 * rows that come or go meanwhile do not make other rows appear twice or never.
 *
 * @throws InputError - at once, if this order did not return the cursor.
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
        // PostgreSQL returns counts as strings.
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

/** The limits of the `integer` of PostgreSQL, which fails for other numbers. */
const INTEGER = { min: -(2 ** 31), max: 2 ** 31 - 1 };

function isOf(type: SortKey['type'], value: unknown): boolean {
  return type === 'number'
    ? Number.isInteger(value) &&
        Number(value) >= INTEGER.min &&
        Number(value) <= INTEGER.max
    : typeof value === 'string' && !value.includes('\0');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
