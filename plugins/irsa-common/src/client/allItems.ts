import type { PageQuery } from './queries';

/** Reads all pages of a list, one after another. @public */
export async function* allItems<T>(
  read: (page: PageQuery) => Promise<{ items: T[]; nextCursor?: string }>,
  limit: number,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await read({ cursor, limit });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
