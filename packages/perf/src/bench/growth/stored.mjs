import { withDatabase } from './database.mjs';

/** Returns the row count of each table of the irsa plugin that is not empty, and the size of its database in MB. */
export function storedOn(connection) {
  return withDatabase(connection, async client => {
    const read = async text => (await client.query(text)).rows;
    const tables = await read(
      `SELECT relname AS name FROM pg_stat_user_tables WHERE relname NOT LIKE '%knex%' ORDER BY relname`,
    );
    const rows = {};
    for (const { name } of tables) {
      const [{ count }] = await read(`SELECT count(*) FROM ${name}`);
      if (count !== '0') rows[name] = Number(count);
    }
    const [{ size }] = await read(
      'SELECT pg_database_size(current_database()) AS size',
    );
    return { rows, databaseMb: Number(size) / 1024 / 1024 };
  });
}
