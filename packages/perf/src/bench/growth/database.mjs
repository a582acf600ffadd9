import pg from 'pg';

/** The name of the database that Backstage creates for the irsa plugin. */
const DATABASE = 'backstage_plugin_irsa';

/** Runs the work with a connection to the database of the irsa plugin on a PostgreSQL server. */
export async function withDatabase(connection, work) {
  const client = new pg.Client(`${connection}/${DATABASE}`);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
