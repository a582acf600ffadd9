import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** The size of SQLite's page cache, in KiB. In the default cache of 2 MiB, each written row would displace others. */
const CACHE_KIB = 32 * 1024;

/**
 * The number of pages, of 4 KiB each, after which SQLite moves its log to the database while every query waits. Fewer pages mean more frequent moves,
 * more pages mean longer moves.
 */
const LOG_PAGES = 16_000;

/** Checks whether the database is SQLite, which serves only one backend. */
export function isEmbedded(knex: Knex): boolean {
  return knex.client.config.client === 'better-sqlite3';
}

/**
 * Configures SQLite so that it does not wait for the disk at each of a scan's many small transactions. Committed data still survives a killed
 * process. Source: "Write-Ahead Logging", SQLite documentation.
 */
async function withWriteAheadLog(knex: Knex): Promise<void> {
  if (!isEmbedded(knex)) return;
  await knex.raw('PRAGMA journal_mode = WAL');
  await knex.raw('PRAGMA synchronous = NORMAL');
  await knex.raw(`PRAGMA cache_size = -${CACHE_KIB}`);
  await knex.raw(`PRAGMA wal_autocheckpoint = ${LOG_PAGES}`);
}

/** Opens the plugin's database and migrates it to the newest schema. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  await withWriteAheadLog(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@backstage-irsa/plugin-irsa-backend',
        'migrations',
      ),
      // A replica that starts next to newer ones finds their migrations applied already. This is safe, because migrations only add.
      disableMigrationsListValidation: true,
    });
  }
  return knex;
}
