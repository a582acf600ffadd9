import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { sandboxDir } from '../../../../scripts/lib/services.mjs';

const require = createRequire(inRoot('packages', 'backend', 'package.json'));
const Database = require('better-sqlite3');

/** Opens a database of a host plugin for reading, while the backend uses it. */
function withDatabase(file, work) {
  const database = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const databaseFile = name => path.join(sandboxDir(), 'database', name);

/** Counts the rows of every table of the irsa plugin. */
export function countRows() {
  return withDatabase(databaseFile('irsa.sqlite'), database => {
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%knex%'",
      )
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map(name => [
        name,
        database.prepare(`SELECT count(*) FROM "${name}"`).pluck().get(),
      ]),
    );
  });
}

/** Returns the objects that the irsa plugin has recorded: roles, policies, ServiceAccounts, and associations, without records about their parts. */
export function recordedObjects() {
  return withDatabase(
    databaseFile('irsa.sqlite'),
    database =>
      new Set(
        database
          .prepare(
            `SELECT DISTINCT object FROM managed_objects
             WHERE object NOT LIKE '% %' OR object LIKE '% pod-identity-association'`,
          )
          .pluck()
          .all(),
      ),
  );
}

/** Counts the rows that must exist only while work is in progress. */
export function rowsUnderWay() {
  return withDatabase(databaseFile('irsa.sqlite'), database => {
    const count = sql => database.prepare(sql).pluck().get();
    return {
      claims: count('SELECT count(*) FROM claims'),
      'role leases': count('SELECT count(*) FROM role_leases'),
      'running operations': count(
        "SELECT count(*) FROM operations WHERE status = 'running'",
      ),
    };
  });
}

/** The tables that must have no rows of deleted IAM service accounts. */
const OF_ACCOUNTS = [
  'managed_objects',
  'verifications',
  'effective_permissions',
  'chains',
  'deliveries',
];

/** Counts the rows of deleted IAM service accounts in each of these tables. */
export function rowsOfNobody() {
  return withDatabase(databaseFile('irsa.sqlite'), database =>
    Object.fromEntries(
      OF_ACCOUNTS.map(table => [
        `rows of nobody in ${table}`,
        database
          .prepare(
            `SELECT count(*) FROM ${table}
             WHERE service_account_id NOT IN (SELECT id FROM service_accounts)`,
          )
          .pluck()
          .get(),
      ]),
    ),
  );
}
