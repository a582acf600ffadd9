import pg from 'pg';

/** The database that Backstage gives our plugin. */
const DATABASE = 'backstage_plugin_irsa';

/** Works with the database of our plugin on a server of PostgreSQL. */
export async function withDatabase(connection, work) {
  const client = new pg.Client(`${connection}/${DATABASE}`);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
