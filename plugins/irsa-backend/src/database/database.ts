import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Pages of SQLite kept in memory, in KiB: of its 2 MiB, each row that is written would push others out. */
const CACHE_KIB = 32 * 1024;

/**
 * SQLite moves its log to the database when it has so many pages of 4 KiB, and every query waits. With fewer pages it does so more often, with more
 * each move takes longer.
 */
const LOG_PAGES = 16_000;

/** Whether it is SQLite, which serves one backend. */
export function isEmbedded(knex: Knex): boolean {
  return knex.client.config.client === 'better-sqlite3';
}

/**
 * SQLite otherwise waits for the disk at each of a scan's many small transactions. What is committed outlives a killed process all the same.
 * Source: "Write-Ahead Logging", SQLite documentation.
 */
async function withWriteAheadLog(knex: Knex): Promise<void> {
  if (!isEmbedded(knex)) return;
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = NORMAL');
  await knex.raw(`PRAGMA cache_size = -${CACHE_KIB}`);
  await knex.raw(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
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
      // A replica that starts beside newer ones finds migrations of theirs done: they only add.
      disableMigrationsListValidation: true,
    });
  }
  return knex;
}
