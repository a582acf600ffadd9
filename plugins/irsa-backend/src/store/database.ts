import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/**
 * SQLite otherwise waits for the disk at each of a sweep's many small transactions. What is committed outlives a killed process all the same.
 * Source: "Write-Ahead Logging", SQLite documentation.
 */
async function withWriteAheadLog(knex: Knex): Promise<void> {
  if (knex.client.config.client !== 'better-sqlite3') return;
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = NORMAL');
}

/** The plugin's database, brought to the newest schema. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  await withWriteAheadLog(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@backstage-irsa/plugin-irsa-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
