import type { Knex } from 'knex';

/** Returns the database queries of the work. */
export async function queriesOf(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<{ sql: string; bindings: Knex.RawBinding[] }[]> {
  const asked: { sql: string; bindings: Knex.RawBinding[] }[] = [];
  const listen = (query: (typeof asked)[number]) => asked.push(query);
  knex.on('query', listen);
  await work();
  knex.off('query', listen);
  return asked;
}
