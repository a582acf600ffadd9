import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

/** The folder of our migrations. */
export const MIGRATIONS = resolvePackagePath(
  '@backstage-irsa/plugin-irsa-backend',
  'migrations',
);

/** Databases with our tables: SQLite, and PostgreSQL where BACKSTAGE_TEST_DATABASE_POSTGRES17_CONNECTION_STRING names one. */
export function migratedDatabases(
  ids: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_17'],
) {
  const databases = TestDatabases.create({ ids, disableDocker: true });
  return {
    eachSupportedId: () => databases.eachSupportedId(),
    async init(id: TestDatabaseId): Promise<Knex> {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory: MIGRATIONS });
      return knex;
    },
  };
}
